package org.cdirpc.benchmarks.compare.dubbo;

/** Dubbo's own protocol with Hessian 2, its default serialization unless both sides agree on another by a registry. */
public final class DubboHessian2 extends DubboContender {

    /** For the service loader. */
    public DubboHessian2() {
        super("dubbo-hessian2", "dubbo", "hessian2");
    }
}
