package org.cdirpc.benchmarks.compare.dubbo;

/**
 * Dubbo's Triple protocol, HTTP/2 as gRPC speaks it, with a plain Java interface. Dubbo's documentation recommends this
 * for teams of Java only, and names an interface generated from Protocol Buffers as the faster way: with a Java interface
 * the arguments are serialized with Hessian 2, its default here, and then wrapped in a Protocol Buffers message. The
 * Java interface was chosen because the comparison's rule is one interface and the application's own data for all of
 * Dubbo, and Protocol Buffers over HTTP/2 take part by way of gRPC itself.
 */
public final class DubboTriple extends DubboContender {

    /** For the service loader. */
    public DubboTriple() {
        super("dubbo-triple", "tri", "");
    }
}
