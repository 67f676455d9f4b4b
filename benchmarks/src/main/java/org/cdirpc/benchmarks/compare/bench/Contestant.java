package org.cdirpc.benchmarks.compare.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cdirpc.benchmarks.compare.cell.Cell;
import org.cdirpc.benchmarks.compare.cell.CellResult;

/**
 * One system that runs: its server and its client.
 *
 * @param system its name
 * @param server its server's JVM
 * @param client its client's JVM
 * @param asynchronous whether it has asynchronous calls
 * @param wire what an order takes on the wire, empty if it was not measured
 */
record Contestant(String system, Child server, Child client, boolean asynchronous, Optional<Wire> wire) {

    /**
     * Bytes of one order, without TCP's headers.
     *
     * @param request to the server
     * @param reply back
     */
    record Wire(double request, double reply) {}

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    /** What a cell may take beyond its window: calls that are under way, and giving up on them. */
    private static final Duration BEYOND = Duration.ofSeconds(45);

    private static final int WIRE_CALLS = 2_000;

    static Contestant start(Launch launch, String system, boolean wire)
            throws IOException, BenchException, InterruptedException {
        Child server = launch.server(system);
        int port = Integer.parseInt(server.ready(START));
        Child client = launch.client(system, port);
        Optional<Wire> bytes = wire ? Optional.of(wire(launch, system, port)) : Optional.empty();
        boolean asynchronous = client.ready(START).equals("asynchronous");
        return new Contestant(system, server, client, asynchronous, bytes);
    }

    /** The bytes of an order and its receipt, from the second call on, so that handshakes do not count. */
    private static Wire wire(Launch launch, String system, int port)
            throws IOException, BenchException, InterruptedException {
        try (Relay relay = new Relay(port);
                Child client = launch.relayed(system, relay.port())) {
            client.ready(START);
            long requests = relay.requestBytes();
            long replies = relay.replyBytes();
            client.ask("places " + WIRE_CALLS, START);
            return new Wire(
                    (double) (relay.requestBytes() - requests) / WIRE_CALLS,
                    (double) (relay.replyBytes() - replies) / WIRE_CALLS);
        }
    }

    boolean can(Cell cell) {
        return asynchronous || !cell.asynchronous();
    }

    /** Runs a cell for so long. */
    CellResult measure(Cell cell, Duration time) throws BenchException, InterruptedException {
        boolean both = cell == Cell.THREADS64;
        if (both) {
            server.ask("begin", AT_ONCE);
        }
        CellResult result =
                CellResult.parse(client.ask("cell " + cell.name() + " " + time.toMillis(), time.plus(BEYOND)));
        if (!both) {
            return result;
        }
        String[] used = server.ask("end", AT_ONCE).split(" ");
        if (result.metrics().isEmpty()) {
            return result;
        }
        Map<String, Double> metrics = new TreeMap<>(result.metrics());
        metrics.put("place.cpu_server_us", Double.parseDouble(used[0]) / result.calls());
        metrics.put("place.alloc_server_bytes", Double.parseDouble(used[1]) / result.calls());
        return new CellResult(result.calls(), result.failures(), result.firstFailure(), metrics);
    }
}
