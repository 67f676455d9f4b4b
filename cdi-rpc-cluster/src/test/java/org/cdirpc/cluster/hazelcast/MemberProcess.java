package org.cdirpc.cluster.hazelcast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.InstanceState;

/** A member in a process of its own, which announces an instance at a port where it listens, and ends with its input. */
final class MemberProcess implements AutoCloseable {

    private final Process process;

    private MemberProcess(Process process) {
        this.process = process;
    }

    static MemberProcess start(MemberSettings grid, int port, String instance) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MemberProcess.class.getName(),
                        grid.clusterName(),
                        String.valueOf(port),
                        grid.members().get(0).toString(),
                        instance)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        MemberProcess started = new MemberProcess(process);
        CompletableFuture<String> ready = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                                .readLine());
            } catch (IOException e) {
                return e.toString();
            }
        });
        String said = "nothing";
        try {
            said = ready.get(60, TimeUnit.SECONDS);
        } finally {
            if (!said.equals("ready")) {
                started.close();
            }
        }
        if (!said.equals("ready")) {
            throw new IllegalStateException(said);
        }
        return started;
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("no signal " + name);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String... arguments) throws Exception {
        Endpoint other = Endpoint.parse(arguments[2]);
        MemberSettings settings = new MemberSettings(
                arguments[0],
                "127.0.0.1",
                Integer.parseInt(arguments[1]),
                1,
                List.of(other),
                MemberProcess.class.getClassLoader());
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                HazelcastMember member = HazelcastMember.start(settings);
                HazelcastDirectory directory =
                        HazelcastDirectory.open(member.instance(), DirectorySettings.defaults())) {
            directory.announce(new Instance(
                    "node-" + arguments[3],
                    arguments[3],
                    "127.0.0.1",
                    listening.getLocalPort(),
                    "",
                    100,
                    InstanceState.UP,
                    1,
                    List.of(),
                    false));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // Until the input ends.
                continue;
            }
        }
    }
}
