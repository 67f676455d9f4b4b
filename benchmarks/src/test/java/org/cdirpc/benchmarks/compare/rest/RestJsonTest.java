package org.cdirpc.benchmarks.compare.rest;

import org.cdirpc.benchmarks.compare.ContenderTest;

class RestJsonTest extends ContenderTest {

    RestJsonTest() {
        super(new RestJson());
    }
}
