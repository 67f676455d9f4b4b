package org.cdirpc.benchmarks.compare.dubbo;

import org.cdirpc.benchmarks.compare.ContenderTest;

class DubboFastjson2Test extends ContenderTest {

    DubboFastjson2Test() {
        super(new DubboFastjson2());
    }
}
