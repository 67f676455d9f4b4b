package org.cdirpc.sample.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * A range of loopback ports for the members of one run's cluster. Each start of a process gets the next free one: the port
 * of a process that was killed is not always free at once. One thread at a time.
 */
final class Ports {

    private static final int SIZE = 16;
    private static final int LOWEST = 20_000;

    /** Below the ports that systems hand out by themselves. */
    private static final int HIGHEST = 32_000;

    private static final int ATTEMPTS = 200;

    private final int first;
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

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** All of them, as configuration writes it. */
    String members() {
        return "127.0.0.1:" + first + "-" + (first + SIZE - 1);
    }

    /** The next one that is free. */
    int next() {
        for (int i = 0; i < SIZE; i++) {
            int port = first + turn;
            turn = (turn + 1) % SIZE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port in " + members());
    }
}
