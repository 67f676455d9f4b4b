package org.cdirpc.benchmarks.compare.child;

import java.time.Duration;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.benchmarks.compare.Orders;
import org.cdirpc.benchmarks.compare.cell.Cell;

/** Calls. Obeys {@code cell NAME MILLIS}, and {@code places COUNT} by one caller. */
final class ClientRole implements Role {

    private static final long FIRST = 1_000_000;

    private final Client client;

    private ClientRole(Client client) {
        this.client = client;
    }

    static ClientRole start(Contender contender, int port) throws Exception {
        ClientRole role = new ClientRole(contender.connect(port));
        role.places(1);
        return role;
    }

    @Override
    public String greeting() {
        return client.asynchronous() ? "asynchronous" : "blocking";
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case "cell" -> {
                return Cell.valueOf(words[1])
                        .measure(client, Duration.ofMillis(Long.parseLong(words[2])))
                        .line();
            }
            case "places" -> {
                places(Integer.parseInt(words[1]));
                return words[1];
            }
            default -> throw new IllegalArgumentException(words[0] + " (expected: cell or places)");
        }
    }

    private void places(int count) throws Exception {
        for (long number = FIRST; number < FIRST + count; number++) {
            long total = client.place(number);
            if (total != Orders.totalOf(number)) {
                throw new IllegalStateException(
                        "total of " + number + ": " + total + " (expected: " + Orders.totalOf(number) + ")");
            }
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
