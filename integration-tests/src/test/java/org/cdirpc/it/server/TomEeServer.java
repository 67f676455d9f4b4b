package org.cdirpc.it.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** TomEE, embedded in a process of its own that obeys its input; it ends with the process that started it. */
public final class TomEeServer extends AbstractServer {

    private static final Pattern FAILED = Pattern.compile("^FAILED deploy.*", Pattern.MULTILINE);

    private final Path classes = ServerSetup.existing("it.tomee.classes");
    private final Path classPath = ServerSetup.existing("it.tomee.classpath");

    /** A server that is not started yet. */
    public TomEeServer(ServerSetup setup) {
        super(setup);
    }

    /** Whether this release can run on the JDK at hand: it sets a security policy, which JDK 24 and later refuse. */
    public static boolean runsHere() {
        return ServerSetup.javaFeature() < 24;
    }

    @Override
    Launch prepare() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ServerSetup.java());
        command.addAll(ServerSetup.frugal(384));
        command.addAll(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
        command.addAll(setup.javaOptions());
        command.addAll(List.of(
                "-cp",
                classes + File.pathSeparator + Files.readString(classPath).strip(),
                "org.cdirpc.it.tomee.TomEeMain",
                Integer.toString(httpPort),
                setup.directory().resolve("base").toString()));
        return new Launch(command, Map.of());
    }

    @Override
    String readyMark() {
        return "READY";
    }

    @Override
    void hand(Path war, String context) throws IOException {
        // It unpacks beside the archive, so the archive is a copy in a place of its own.
        Path deployments = Files.createDirectories(setup.directory().resolve("deployments"));
        drop(war, deployments, context);
        running().say("deploy " + context + " " + deployments.resolve(context + ".war"));
    }

    @Override
    void take(String context) throws IOException {
        running().say("undeploy " + context);
    }

    @Override
    @Nullable
    String deploymentFailure(String context) {
        Matcher matcher = FAILED.matcher(output());
        return matcher.find() ? matcher.group() : null;
    }
}
