package org.cdirpc.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the servers have in common: a process, a log and HTTP on a port of their own. */
abstract class AbstractServer implements AppServer {

    static final Duration BOOT_LIMIT = Duration.ofMinutes(3);
    static final Duration DEPLOY_LIMIT = Duration.ofMinutes(2);
    static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    final ServerSetup setup;
    final int httpPort = FreePorts.next();

    private @Nullable ServerProcess process;

    AbstractServer(ServerSetup setup) {
        this.setup = setup;
    }

    /** Fills the directory and says how to start. */
    abstract Launch prepare() throws IOException;

    /** The text in the log that says the server is ready. */
    abstract String readyMark();

    /** Hands an archive to the server. */
    abstract void hand(Path war, String context) throws IOException;

    /** Takes an application from the server. */
    abstract void take(String context) throws IOException;

    /** Why the deployment failed, or null if it did not or nothing is known yet. */
    abstract @Nullable String deploymentFailure(String context) throws IOException;

    /** A program to start. */
    record Launch(List<String> command, Map<String, String> environment) {}

    @Override
    public final String name() {
        return setup.name();
    }

    @Override
    public final void start() {
        setup.wipe();
        Path log = setup.directory().resolve("console.log");
        try {
            Launch launch = prepare();
            process = ServerProcess.start(launch.command(), launch.environment(), setup.directory(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await(name() + " to boot", BOOT_LIMIT, () -> output().contains(readyMark()) ? true : null);
    }

    @Override
    public final URI deploy(Path war, String probe) {
        String context = war.getFileName().toString().replaceFirst("\\.war$", "");
        URI base = URI.create("http://127.0.0.1:" + httpPort + "/" + context + "/");
        try {
            hand(war, context);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await(context + " to answer on " + name(), DEPLOY_LIMIT, () -> {
            String failure = deploymentFailure(context);
            if (failure != null) {
                throw new IllegalStateException("deployment failed: " + failure);
            }
            return Http.statusOrZero(base.resolve(probe)) == 200 ? true : null;
        });
        return base;
    }

    @Override
    public final void undeploy(URI application) {
        String context = application.getPath().replace("/", "");
        try {
            take(context);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await(
                context + " to be gone from " + name(),
                DEPLOY_LIMIT,
                () -> Http.statusOrZero(application) == 404 ? true : null);
    }

    @Override
    public final String logTail(int lines) {
        return process == null ? "(" + name() + " was not started)" : process.tail(lines);
    }

    @Override
    public final long pid() {
        return running().pid();
    }

    @Override
    public final void stop() {
        if (process != null && process.isAlive()) {
            process.stop(STOP_LIMIT);
        }
    }

    @Override
    public final void kill() {
        running().kill();
    }

    @Override
    public final void close() {
        stop();
    }

    final ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return process;
    }

    final String output() {
        return running().output();
    }

    /** Copies under another name first: a server that polls must never see half an archive. */
    static void drop(Path war, Path into, String context) throws IOException {
        Path whole = into.resolve(context + ".war");
        Path part = into.resolve(context + ".part");
        Files.copy(war, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    private void await(String what, Duration limit, Await.Look<Boolean> look) {
        Await.until(
                what,
                limit,
                () -> {
                    if (!running().isAlive()) {
                        throw new IllegalStateException("the process of " + name() + " has ended");
                    }
                    return look.look();
                },
                () -> logTail(60));
    }
}
