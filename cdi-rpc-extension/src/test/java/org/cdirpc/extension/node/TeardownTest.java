package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {

    private final List<String> closed = new ArrayList<>();
    private final Teardown teardown = new Teardown("n");

    @Test
    void closesTheNewestFirstWhateverFails() {
        teardown.add("first", () -> closed.add("first"));
        teardown.add("no thread", () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        teardown.add("no class", () -> {
            throw new NoClassDefFoundError("gone at undeploy");
        });
        teardown.add("last", () -> closed.add("last"));

        teardown.run();

        assertThat(closed).containsExactly("last", "first");
    }

    /** Each part waits for its threads, or for the grid. */
    @Test
    void anInterruptWaitsUntilAllIsClosed() {
        List<Boolean> seen = new ArrayList<>();
        teardown.add("first", () -> seen.add(Thread.currentThread().isInterrupted()));
        teardown.add("last", () -> seen.add(Thread.currentThread().isInterrupted()));

        Thread.currentThread().interrupt();
        teardown.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly(false, false);
    }
}
