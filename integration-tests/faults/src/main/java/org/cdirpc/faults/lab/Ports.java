package org.cdirpc.faults.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * A range of loopback ports for one row. Each start of a process gets the next one that is free: the port of a process
 * that was killed is not always free at once. One thread at a time.
 */
public final class Ports {

    private static final int SIZE = 48;

    /** Of these, so many are for the members of a cluster, so that configuration can name them all. */
    private static final int MEMBERS = 16;

    private static final int LOWEST = 20_000;

    /** Below the ports that systems hand out by themselves. */
    private static final int HIGHEST = 32_000;

    private static final int ATTEMPTS = 200;

    private final int first;
    private int memberTurn;
    private int turn;

    private Ports(int first) {
        this.first = first;
    }

    /** A range that is free now, at a random place, so that runs at the same time do not meet. */
    static Ports free(RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Ports ports = new Ports(LOWEST + SIZE * random.nextInt((HIGHEST - LOWEST) / SIZE));
            if (ports.allFree()) {
                return ports;
            }
        }
        throw new IllegalStateException("no " + SIZE + " free ports in a row from " + LOWEST + " to " + HIGHEST);
    }

    private boolean allFree() {
        for (int port = first; port < first + SIZE; port++) {
            if (!isFree(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The cluster's ports, as configuration writes them. */
    String members() {
        return "127.0.0.1:" + first + "-" + (first + MEMBERS - 1);
    }

    /** The next free one for a member of the cluster. */
    int nextMember() {
        for (int i = 0; i < MEMBERS; i++) {
            int port = first + memberTurn;
            memberTurn = (memberTurn + 1) % MEMBERS;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port in " + members());
    }

    /** The next free one for anything else. */
    public int next() {
        for (int i = 0; i < SIZE - MEMBERS; i++) {
            int port = first + MEMBERS + turn;
            turn = (turn + 1) % (SIZE - MEMBERS);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + (first + MEMBERS) + " to " + (first + SIZE - 1));
    }
}
