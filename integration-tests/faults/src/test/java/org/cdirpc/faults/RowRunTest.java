package org.cdirpc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real provider in a process of its own, whatever becomes of the row. */
@Timeout(120)
class RowRunTest {

    @TempDir
    Path target;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicReference<Child> child = new AtomicReference<>();
    private final AtomicReference<Path> folder = new AtomicReference<>();

    /** What a row does once it has a provider that serves. */
    @FunctionalInterface
    interface Body {
        Outcome run(Lab lab) throws Exception;
    }

    private Result run(long limitSeconds, Body body) throws Exception {
        Row row = new Row() {
            @Override
            public String id() {
                return "T1";
            }

            @Override
            public String title() {
                return "a row of a test";
            }

            @Override
            public long limitSeconds(Form form) {
                return limitSeconds;
            }

            @Override
            public Outcome run(Lab lab) throws Exception {
                var provider = lab.standalone("provider", lab.ports().next(), Map.of());
                child.set(provider.process());
                folder.set(lab.folder());
                provider.awaitReady();
                return body.run(lab);
            }
        };
        return RowRun.run(row, Form.BRIEF, target, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private void assertNothingIsLeft() throws Exception {
        ProcessHandle.of(child.get().pid()).ifPresent(left -> {
            try {
                left.onExit().get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(child.get().alive()).isFalse();
        assertThat(folder.get()).doesNotExist();
    }

    @Test
    void aRowThatEndsLeavesNothing() throws Exception {
        Result result = run(60, lab -> new Outcome.Judging().outcome());
        assertThat(result.outcome().passed()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void aRowThatHangsWithAFrozenProcessIsEndedWithIt() throws Exception {
        Result result = run(5, lab -> {
            child.get().freeze();
            new CountDownLatch(1).await();
            throw new AssertionError("unreachable");
        });
        assertThat(result.outcome().passed()).isFalse();
        assertThat(result.outcome().note()).contains("not ended within 5 s");
        assertNothingIsLeft();
    }

    @Test
    void aRowThatThrowsFallsShortAndItsLogsAreKept() throws Exception {
        Result result = run(60, lab -> {
            throw new IllegalStateException("as wanted");
        });
        assertThat(result.outcome().passed()).isFalse();
        assertThat(result.outcome().note()).contains("as wanted");
        assertNothingIsLeft();
        assertThat(Files.exists(target.resolve("faults/T1/provider.1.log"))).isTrue();
    }
}
