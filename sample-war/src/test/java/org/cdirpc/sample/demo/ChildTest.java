package org.cdirpc.sample.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.cdirpc.sample.demo.node.TestProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: what is promised of them is the operating system's business as much as ours. */
@Timeout(60)
class ChildTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private Child child;

    @AfterEach
    void clear() {
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void aChildThatIgnoresTermIsKilledAfterTheDeadline() throws Exception {
        start(TestProcess.STUBBORN);
        child.terminate();
        assertThat(child.gone(Duration.ofMillis(500))).isFalse();
        assertThat(child.alive()).isFalse();
        assertThat(exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void aChildEndsInOrderWhenToldTo() throws Exception {
        start(TestProcess.GOOD);
        child.terminate();
        assertThat(child.gone(LONG)).isTrue();
        assertThat(lines).contains("hook");
        assertThat(exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void aChildEndsWhenItsInputEnds() throws Exception {
        start(TestProcess.GOOD);
        child.endInput();
        assertThat(child.gone(LONG)).isTrue();
        assertThat(lines).contains("hook");
        assertThat(exitCode()).isZero();
    }

    @Test
    void aChildThatCannotEndInOrderIsHaltedWhenItsInputEnds() throws Exception {
        start(TestProcess.STUBBORN);
        child.endInput();
        assertThat(child.gone(LONG)).as("in order").isFalse();
        assertThat(exitCode()).isEqualTo(3);
    }

    @Test
    void aChildWhoseCommandThrowsEnds() throws Exception {
        start(TestProcess.GOOD);
        child.tell("throw");
        assertThat(exitCode()).isEqualTo(1);
    }

    @Test
    void aKilledChildIsGoneAtOnce() throws Exception {
        start(TestProcess.STUBBORN);
        child.kill();
        assertThat(exitCode()).isEqualTo(128 + 9);
        assertThat(lines).doesNotContain("hook");
        child.tell("anything");
        child.endInput();
    }

    @Test
    void ctrlCDoesNotReachAChild() throws Exception {
        start(TestProcess.GOOD);
        new ProcessBuilder("kill", "-INT", String.valueOf(child.pid())).start().waitFor();
        child.tell("echo");
        assertThat(line()).isEqualTo("echo");
        assertThat(child.alive()).isTrue();
    }

    @Test
    void childrenEndWhenTheirParentIsKilled() throws Exception {
        start(TestProcess.PARENT);
        long grandchild = Long.parseLong(line().replace("child ", ""));
        ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
        try {
            child.kill();
            assertThat(handle.onExit().get(30, SECONDS).isAlive()).isFalse();
        } finally {
            handle.destroyForcibly();
        }
    }

    private void start(String kind) throws IOException, InterruptedException {
        List<String> command = Child.java(List.of("-Xmx64m", "-XX:+UseSerialGC"), TestProcess.class, List.of(kind));
        child = Child.start("test", command, folder.resolve("log"), lines::add);
        child.whenGone(exit::complete);
        assertThat(line()).isEqualTo("up");
    }

    private String line() throws InterruptedException {
        return lines.poll(30, SECONDS);
    }

    private int exitCode() throws InterruptedException, ExecutionException, TimeoutException {
        return exit.get(30, SECONDS);
    }
}
