package org.cdirpc.benchmarks.compare.hessian;

import org.cdirpc.benchmarks.compare.ContenderTest;

class HessianOverHttpTest extends ContenderTest {

    HessianOverHttpTest() {
        super(new HessianOverHttp());
    }
}
