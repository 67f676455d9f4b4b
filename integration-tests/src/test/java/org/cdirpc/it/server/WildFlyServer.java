package org.cdirpc.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WildFly with its default configuration and a base directory of its own. */
public final class WildFlyServer extends AbstractServer {

    /** What bin/common.sh passes to a modular JDK. */
    private static final List<String> JDK_OPTIONS = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private final Path home = ServerSetup.existing("it.wildfly.home");
    private final Path base = setup.directory().resolve("standalone");

    /** A server that is not started yet. */
    public WildFlyServer(ServerSetup setup) {
        super(setup);
    }

    @Override
    Launch prepare() throws IOException {
        copy(home.resolve("standalone").resolve("configuration"), base.resolve("configuration"));
        Files.createDirectories(deployments());
        lookForDeploymentsMoreOften(base.resolve("configuration").resolve("standalone.xml"));
        List<String> command = new ArrayList<>();
        command.add(ServerSetup.java());
        command.addAll(ServerSetup.frugal(512));
        command.addAll(JDK_OPTIONS);
        command.addAll(List.of(
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Djava.awt.headless=true",
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + httpPort,
                "-Djboss.https.port=" + FreePorts.next(),
                "-Djboss.management.http.port=" + FreePorts.next(),
                "-Djboss.node.name=" + name(),
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.server.log.dir=" + base.resolve("log"),
                "-Dorg.jboss.boot.log.file=" + base.resolve("log").resolve("server.log"),
                "-Dlogging.configuration="
                        + base.resolve("configuration")
                                .resolve("logging.properties")
                                .toUri()));
        command.addAll(setup.javaOptions());
        command.addAll(List.of(
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone"));
        return new Launch(command, Map.of("JBOSS_HOME", home.toString()));
    }

    @Override
    String readyMark() {
        return "WFLYSRV0025";
    }

    @Override
    void hand(Path war, String context) throws IOException {
        drop(war, deployments(), context);
    }

    @Override
    void take(String context) throws IOException {
        Files.delete(deployments().resolve(context + ".war"));
    }

    @Override
    @Nullable
    String deploymentFailure(String context) throws IOException {
        Path failed = deployments().resolve(context + ".war.failed");
        return Files.exists(failed) ? Files.readString(failed) : null;
    }

    private Path deployments() {
        return base.resolve("deployments");
    }

    private static void lookForDeploymentsMoreOften(Path configuration) throws IOException {
        String before = Files.readString(configuration);
        String after = before.replace("scan-interval=\"5000\"", "scan-interval=\"250\" deployment-timeout=\"120\"");
        if (after.equals(before)) {
            throw new IllegalStateException(
                    "no scan-interval=\"5000\" in " + configuration + " (expected: WildFly's default configuration)");
        }
        Files.writeString(configuration, after);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
