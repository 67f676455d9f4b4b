package org.cdirpc.benchmarks.compare.costs;

import org.cdirpc.benchmarks.compare.child.ChildMain;
import org.cdirpc.benchmarks.compare.child.Role;

/** A probe: {@code NAME ARGUMENT}. Speaks as {@link ChildMain} does. */
public final class ProbeMain {

    private ProbeMain() {}

    /** Runs it; see the class. */
    public static void main(String... arguments) throws Exception {
        ChildMain.run(() -> probe(arguments[0], arguments[1]));
    }

    private static Role probe(String name, String argument) throws Exception {
        return switch (name) {
            case "provider" -> ProviderProbe.start(argument.equals("services"));
            case "caller" -> CallerProbe.start(argument);
            case "connections" -> new ConnectionsProbe(argument);
            case "methods" -> MethodsProbe.of(argument.equals("all"));
            case "routing" -> new RoutingProbe();
            case "start" -> StartProbe.start(argument.equals("cdi-rpc"));
            default -> throw new IllegalArgumentException("no probe of the name " + name);
        };
    }
}
