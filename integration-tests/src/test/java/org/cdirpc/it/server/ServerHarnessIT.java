package org.cdirpc.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cdirpc.it.server.hello.HelloBean;
import org.cdirpc.it.server.hello.HelloServlet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The harness itself: every server boots, serves an application, takes options, and is gone afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class ServerHarnessIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Path war;

    @BeforeAll
    static void pack() throws IOException {
        war = directory.resolve("hello.war");
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "WEB-INF/beans.xml", "<beans version=\"4.0\"/>".getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : new Class<?>[] {HelloBean.class, HelloServlet.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    add(
                            zip,
                            "WEB-INF/classes/" + name,
                            Objects.requireNonNull(in).readAllBytes());
                }
            }
        }
    }

    @Test
    void wildFly() throws IOException {
        bootDeployUndeployStop("wildfly", WildFlyServer::new);
    }

    @Test
    void openLiberty() throws IOException {
        bootDeployUndeployStop("liberty", LibertyServer::new);
    }

    @Test
    void tomEe() throws IOException {
        assumeTrue(TomEeServer.runsHere());
        bootDeployUndeployStop("tomee", TomEeServer::new);
    }

    private static void bootDeployUndeployStop(String name, Function<ServerSetup, AppServer> kind) throws IOException {
        ServerSetup setup = ServerSetup.of(ServerHarnessIT.class, name, "-Dit.node=" + name);
        try (AppServer server = kind.apply(setup)) {
            long begin = System.nanoTime();
            server.start();
            long booted = System.nanoTime();
            URI application = server.deploy(war, "");
            long deployed = System.nanoTime();
            assertThat(Http.get(application).body()).isEqualTo("hello from " + name);
            server.undeploy(application);
            long undeployed = System.nanoTime();
            long pid = server.pid();
            server.stop();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            System.out.printf(
                    "%s: boot %d ms, deploy %d ms, undeploy %d ms, stop %d ms%n",
                    name,
                    millis(begin, booted),
                    millis(booted, deployed),
                    millis(deployed, undeployed),
                    millis(undeployed, System.nanoTime()));
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
