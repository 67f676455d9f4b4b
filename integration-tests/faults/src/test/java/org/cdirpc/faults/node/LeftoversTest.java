package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private static final Leftovers BEFORE = new Leftovers(
            Map.of("cdi-rpc-a-worker-#", 2, "main", 1), Map.of("a:type=b", 1), Map.of("java.lang.Thread hook", 1));

    @Test
    void whatThereIsMoreOfIsNamed() {
        Leftovers now = new Leftovers(
                Map.of("cdi-rpc-a-worker-#", 4, "main", 1, "new", 1),
                Map.of("a:type=b", 1, "a:type=c", 1),
                Map.of("java.lang.Thread hook", 2));
        assertThat(now.beyond(BEFORE))
                .containsExactlyInAnyOrder(
                        "2 x thread cdi-rpc-a-worker-#",
                        "1 x thread new",
                        "1 x MBean a:type=c",
                        "1 x shutdown hook java.lang.Thread hook");
    }

    @Test
    void whatIsAsBeforeOrLessIsNot() {
        Leftovers now = new Leftovers(Map.of("main", 1), Map.of("a:type=b", 1), Map.of());
        assertThat(now.beyond(BEFORE)).isEmpty();
        assertThat(BEFORE.beyond(BEFORE)).isEmpty();
    }
}
