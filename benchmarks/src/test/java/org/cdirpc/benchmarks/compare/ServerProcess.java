package org.cdirpc.benchmarks.compare;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A contender's server in a JVM of its own, which ends when its input does, and by itself: nothing calls exit. */
final class ServerProcess implements AutoCloseable {

    private static final long END_SECONDS = 30;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(Class<? extends Contender> contender) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                "-cp",
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("surefire.test.class.path", ""),
                ServerProcess.class.getName(),
                contender.getName());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the server's process said no port");
        }
        return new ServerProcess(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    /** Asks the process to end, and answers its exit code. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the server's process did not end in " + END_SECONDS + " s: a thread keeps it alive");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The server's side: says its port, and serves until the input ends. */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Class.forName(arguments[0])
                .asSubclass(Contender.class)
                .getConstructor()
                .newInstance();
        try (Contender.Server server = contender.serve()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {}
        }
    }
}
