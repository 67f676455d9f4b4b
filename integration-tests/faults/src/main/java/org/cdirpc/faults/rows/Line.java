package org.cdirpc.faults.rows;

import java.io.IOException;
import java.util.List;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Relay;

/** What lies between one consumer and the provider, and can go dead without either of them being told. */
interface Line {

    /** Which way nothing passes any more. */
    enum Cut {
        BOTH,
        CALLS,
        ANSWERS
    }

    /** What the consumer dials. */
    String endpoint();

    /** Where the consumer runs. */
    List<String> prefix();

    /** No FIN, no RST, no byte from now on. */
    void cut(Cut way) throws IOException, InterruptedException;

    /**
     * Whether what is dialled meanwhile does not come about. A relay answers, so that there are connections at both ends on
     * which nothing passes, and what a process holds besides its channels says nothing.
     */
    boolean drops();

    /** Everything passes again. */
    void heal() throws IOException, InterruptedException;

    /** A cable between two hosts, which loses packets. */
    record Cable(Network network, Network.Host provider, Network.Host consumer, int port) implements Line {

        @Override
        public String endpoint() {
            return provider.address() + ":" + port;
        }

        @Override
        public List<String> prefix() {
            return consumer.prefix();
        }

        @Override
        public void cut(Cut way) throws IOException, InterruptedException {
            if (way != Cut.ANSWERS) {
                network.cutOneWay(consumer, provider);
            }
            if (way != Cut.CALLS) {
                network.cutOneWay(provider, consumer);
            }
        }

        @Override
        public boolean drops() {
            return true;
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            network.heal();
        }
    }

    /** Where no namespaces can be made: a relay that holds bytes back. Its kernel still acknowledges them. */
    record Relayed(Relay relay) implements Line {

        @Override
        public String endpoint() {
            return "127.0.0.1:" + relay.port();
        }

        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public void cut(Cut way) {
            if (way != Cut.ANSWERS) {
                relay.toProvider().hold();
            }
            if (way != Cut.CALLS) {
                relay.toConsumer().hold();
            }
        }

        @Override
        public boolean drops() {
            return false;
        }

        @Override
        public void heal() {
            relay.toProvider().release();
            relay.toConsumer().release();
        }
    }
}
