package org.cdirpc.benchmarks.compare.dubbo;

import org.cdirpc.benchmarks.compare.ContenderTest;

class DubboHessian2Test extends ContenderTest {

    DubboHessian2Test() {
        super(new DubboHessian2());
    }
}
