package org.cdirpc.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Open Liberty with the few features that a CDI web application needs, and a user directory of its own. */
public final class LibertyServer extends AbstractServer {

    private static final Pattern FAILED = Pattern.compile("CWWKZ000[24]E[^\\n]*");

    private final Path home = ServerSetup.existing("it.liberty.home");
    private final Path user = setup.directory().resolve("usr");
    private final Path server = user.resolve("servers").resolve("it");

    /** A server that is not started yet. */
    public LibertyServer(ServerSetup setup) {
        super(setup);
    }

    @Override
    Launch prepare() throws IOException {
        Files.createDirectories(dropins());
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>cdi-4.0</feature>
                    <feature>concurrent-3.0</feature>
                    <feature>mpConfig-3.1</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <applicationMonitor updateTrigger="polled" pollingRate="250ms"/>
                  <applicationManager startTimeout="60s"/>
                </server>
                """.formatted(httpPort));
        List<String> command = new ArrayList<>();
        command.add(ServerSetup.java());
        command.addAll(ServerSetup.frugal(384));
        command.add("-javaagent:" + home.resolve("bin").resolve("tools").resolve("ws-javaagent.jar"));
        command.add("-Djava.awt.headless=true");
        command.add("@" + options());
        command.addAll(setup.javaOptions());
        command.addAll(List.of(
                "-jar",
                home.resolve("bin").resolve("tools").resolve("ws-server.jar").toString(),
                "it"));
        return new Launch(
                command,
                Map.of(
                        "WLP_USER_DIR",
                        user.toString(),
                        "LOG_DIR",
                        server.resolve("logs").toString()));
    }

    /** The options that Liberty's own script passes to this JDK, as a file that java reads. */
    private Path options() {
        int jdk = ServerSetup.javaFeature();
        return home.resolve("lib")
                .resolve("platform")
                .resolve("java")
                .resolve(jdk < 24 ? "java9.options" : "java24.options");
    }

    @Override
    String readyMark() {
        return "CWWKF0011I";
    }

    @Override
    void hand(Path war, String context) throws IOException {
        drop(war, dropins(), context);
    }

    @Override
    void take(String context) throws IOException {
        Files.delete(dropins().resolve(context + ".war"));
    }

    @Override
    @Nullable
    String deploymentFailure(String context) {
        Matcher matcher = FAILED.matcher(output());
        return matcher.find() ? matcher.group() : null;
    }

    private Path dropins() {
        return server.resolve("dropins");
    }
}
