package org.cdirpc.benchmarks.compare;

/**
 * One system under comparison: how its server and its client are set up. Each runs in a JVM of its own, as the system's
 * own documentation recommends; the set-up stands in the class that implements this, so that someone can object to it.
 */
public interface Contender {

    /**
     * A system property of the client's JVM: {@code true} if the port is that of a relay which counts bytes. A client that
     * finds its server by other means than the port has to dial the port then.
     */
    String RELAYED = "bench.relayed";

    /** The name in tables and results, such as {@code grpc-direct}. */
    String name();

    /**
     * Starts a server on loopback.
     *
     * @return the port it listens on, and how to stop it
     */
    Server serve() throws Exception;

    /** Connects to a server of the same system on loopback. */
    Client connect(int port) throws Exception;

    /** A server that runs. */
    interface Server extends AutoCloseable {
        /** The port, from 1 to 65,535. */
        int port();
    }
}
