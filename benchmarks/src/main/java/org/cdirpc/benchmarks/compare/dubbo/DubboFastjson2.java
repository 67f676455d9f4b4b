package org.cdirpc.benchmarks.compare.dubbo;

/** Dubbo's own protocol with Fastjson 2 (its binary form, JSONB), which two Dubbos since 3.2 prefer to Hessian 2. */
public final class DubboFastjson2 extends DubboContender {

    /** For the service loader. */
    public DubboFastjson2() {
        super("dubbo-fastjson2", "dubbo", "fastjson2");
    }
}
