package org.cdirpc.benchmarks.compare.child;

import org.cdirpc.benchmarks.compare.Contender;
import org.cdirpc.benchmarks.compare.cell.Usage;

/** Serves. Obeys {@code begin} and {@code end}, the latter with what the process used in between. */
final class ServerRole implements Role {

    private final Contender.Server server;
    private final Usage usage = new Usage();

    private ServerRole(Contender.Server server) {
        this.server = server;
    }

    static ServerRole start(Contender contender) throws Exception {
        return new ServerRole(contender.serve());
    }

    @Override
    public String greeting() {
        return String.valueOf(server.port());
    }

    @Override
    public String obey(String... words) {
        switch (words[0]) {
            case "begin" -> {
                usage.begin();
                return "begun";
            }
            case "end" -> {
                usage.end();
                return usage.cpuMicros() + " " + usage.allocatedBytes();
            }
            default -> throw new IllegalArgumentException(words[0] + " (expected: begin or end)");
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
