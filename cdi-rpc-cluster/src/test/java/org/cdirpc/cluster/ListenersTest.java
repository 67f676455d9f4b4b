package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final List<String> complaints = new ArrayList<>();
    private final Listeners listeners = new Listeners((listener, cause) -> complaints.add(cause.getMessage()));
    private final List<String> told = new ArrayList<>();

    @Test
    void oneThatThrowsDoesNotKeepOthersFromBeingTold() {
        listeners.add(() -> told.add("first"));
        listeners.add(() -> {
            throw new LinkageError("broken");
        });
        listeners.add(() -> told.add("last"));
        listeners.tell();
        assertThat(told).containsExactly("first", "last");
        assertThat(complaints).containsExactly("broken");
    }

    @Test
    void eachSubscriptionEndsByItself() {
        Runnable twice = () -> told.add("told");
        Subscription one = listeners.add(twice);
        listeners.add(twice);
        listeners.tell();
        assertThat(told).hasSize(2);
        one.close();
        one.close();
        listeners.tell();
        assertThat(told).hasSize(3);
    }
}
