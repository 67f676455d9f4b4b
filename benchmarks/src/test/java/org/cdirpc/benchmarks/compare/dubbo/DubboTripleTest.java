package org.cdirpc.benchmarks.compare.dubbo;

import org.cdirpc.benchmarks.compare.ContenderTest;

class DubboTripleTest extends ContenderTest {

    DubboTripleTest() {
        super(new DubboTriple());
    }
}
