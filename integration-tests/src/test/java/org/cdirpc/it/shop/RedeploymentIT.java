package org.cdirpc.it.shop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.cdirpc.it.server.AppServer;
import org.cdirpc.it.server.Await;
import org.cdirpc.it.server.FreePorts;
import org.cdirpc.it.server.RunningJvm;
import org.cdirpc.it.server.RunningJvm.Found;
import org.cdirpc.it.server.ServerSetup;
import org.cdirpc.it.server.TomEeServer;
import org.cdirpc.it.server.WildFlyServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The shop is deployed and undeployed in one server, again and again, each time with calls: nothing of it stays.
 * {@code -Dit.redeployments=50} does it that often; in the build it is {@value #USUAL} times.
 */
@Execution(ExecutionMode.CONCURRENT)
@Isolated("boots two servers, which three of another test beside them would starve")
class RedeploymentIT {

    private static final int USUAL = 5;
    private static final int TIMES = Integer.getInteger("it.redeployments", USUAL);

    /** The first deployment loads what stays in a server for good, and what the second one finds is what later ones do. */
    private static final int SETTLED = 2;

    private static final int TOLERANCE = 5;
    private static final int ORDERS = 3;
    private static final Duration TO_BE_UP = Duration.ofSeconds(60);

    /** Longer than idle threads of a server's pools live. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(90);

    /**
     * Before JDK 18, the JDK itself holds the loader of the record that it linked last (JDK-8078641): one, however often an
     * application is deployed. One for each deployment would be {@code TIMES - SETTLED}.
     */
    private static final int HELD_BY_THE_JDK = 1;

    @Test
    void tomEe() throws IOException {
        assumeTrue(TomEeServer.runsHere());
        nothingStays("tomee", "org.apache.tomee.catalina.TomEEWebappClassLoader", TomEeServer::new);
    }

    @Test
    void wildFly() throws IOException {
        nothingStays("wildfly", "org.jboss.modules.ModuleClassLoader", WildFlyServer::new);
    }

    private static void nothingStays(String name, String loader, Function<ServerSetup, AppServer> kind)
            throws IOException {
        int port = FreePorts.next();
        ServerSetup setup = ServerSetup.of(
                RedeploymentIT.class,
                name,
                // What soft references hold is let go when memory is needed; here it always is.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Dcdirpc.node.name=" + name,
                "-Dcdirpc.cluster.name=it-" + UUID.randomUUID(),
                "-Dcdirpc.cluster.port=" + port,
                "-Dcdirpc.cluster.members=127.0.0.1:" + port,
                "-Dshop.node=" + name);
        Path war = ServerSetup.existing("it.shop.war");
        try (AppServer server = kind.apply(setup)) {
            server.start();
            try (RunningJvm jvm = RunningJvm.of(server.pid())) {
                for (int time = 1; time < SETTLED; time++) {
                    deployCallUndeploy(server, war);
                }
                deployCallUndeploy(server, war);
                // Some servers say that a page is gone before the application has ended.
                Found early = Await.until(
                        "the node's threads to end",
                        TO_SETTLE,
                        () -> withoutOurs(jvm.look()),
                        () -> server.logTail(60));
                for (int time = SETTLED; time < TIMES; time++) {
                    deployCallUndeploy(server, war);
                }
                Await.until(
                        "threads and descriptors of " + name + " to be as many as before",
                        TO_SETTLE,
                        () -> isAsBefore(jvm.look(), early, loader) ? true : null,
                        () -> difference(jvm, early));
                System.out.println(name + ", " + TIMES + " redeployments: " + difference(jvm, early));
            }
        }
    }

    private static void deployCallUndeploy(AppServer server, Path war) throws IOException {
        URI application = server.deploy(war, "");
        ShopClient shop = new ShopClient(server.name(), application);
        // Some servers show pages before the application has been told that it is up.
        Await.until(
                "an order on " + server.name(),
                TO_BE_UP,
                () -> shop.tryPlace("tea-assam", 1).statusCode() == 200 ? true : null,
                () -> server.logTail(60));
        for (int order = 0; order < ORDERS; order++) {
            shop.place("tea-assam");
        }
        server.undeploy(application);
    }

    private static boolean isAsBefore(Found now, Found early, String loader) {
        return now.threadCount() <= early.threadCount() + TOLERANCE
                && withoutOurs(now) != null
                && more(now.mbeans(), early.mbeans()).values().stream().allMatch(count -> count < 0)
                && now.descriptors() <= early.descriptors() + TOLERANCE
                && now.loaders().getOrDefault(loader, 0) <= early.loaders().getOrDefault(loader, 0) + HELD_BY_THE_JDK;
    }

    private static @Nullable Found withoutOurs(Found found) {
        return found.threads().keySet().stream().noneMatch(RedeploymentIT::isOurs) ? found : null;
    }

    /** Threads of the node, of its HTTP server and of its registry. */
    private static boolean isOurs(String thread) {
        return thread.startsWith("cdi-rpc") || thread.startsWith("hz.");
    }

    private static String difference(RunningJvm jvm, Found early) {
        Found now;
        try {
            now = jvm.look();
        } catch (IOException gone) {
            return gone.toString();
        }
        return "threads " + more(now.threads(), early.threads()) + " of " + early.threadCount() + ", MBeans "
                + more(now.mbeans(), early.mbeans()) + ", descriptors "
                + (now.descriptors() - early.descriptors()) + " more than " + early.descriptors() + ", class loaders "
                + more(now.loaders(), early.loaders());
    }

    private static Map<String, Integer> more(Map<String, Integer> now, Map<String, Integer> before) {
        Map<String, Integer> more = new TreeMap<>();
        now.forEach((name, count) -> more.put(name, count - before.getOrDefault(name, 0)));
        before.forEach((name, count) -> more.putIfAbsent(name, -count));
        more.values().removeIf(count -> count == 0);
        return more;
    }
}
