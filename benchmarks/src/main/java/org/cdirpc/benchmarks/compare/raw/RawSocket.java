package org.cdirpc.benchmarks.compare.raw;

import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;

/**
 * Blocking sockets and bytes of the right number, without objects, encoding, deadlines or failures: what no system can
 * be much faster than. Not a product.
 */
public final class RawSocket implements Contender {

    @Override
    public String name() {
        return "raw-socket";
    }

    @Override
    public Server serve() throws Exception {
        return new RawServer();
    }

    @Override
    public Client connect(int port) throws Exception {
        return new RawClient(port);
    }
}
