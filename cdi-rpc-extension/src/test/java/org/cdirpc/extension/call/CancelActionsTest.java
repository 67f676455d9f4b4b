package org.cdirpc.extension.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.cdirpc.RpcContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelActionsTest {

    private final CancelActions actions = new CancelActions();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatIsTakenBackIsForgotten() {
        for (int i = 0; i < 3 * CancelActions.MOST; i++) {
            actions.add(done::incrementAndGet).close();
        }
        assertThat(actions.waiting()).isZero();
        actions.run();
        assertThat(done).hasValue(0);
    }

    @Test
    void eachIsDoneOnceAlsoWhenItComesLateOrOneFails() {
        actions.add(() -> {
            throw new IllegalStateException("an action of somebody's");
        });
        actions.add(done::incrementAndGet);
        actions.run();
        actions.run();
        assertThat(done).hasValue(1);
        actions.add(done::incrementAndGet);
        assertThat(done).hasValue(2);
    }

    @Test
    void thereAreNotEndlesslyMany() {
        for (int i = 0; i < CancelActions.MOST; i++) {
            actions.add(done::incrementAndGet);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> actions.add(done::incrementAndGet))
                .withMessageContaining("10000 actions");
    }

    @Test
    void addingAgainstCancellingDoesEachExactlyOnce() throws Exception {
        for (int round = 0; round < 500; round++) {
            CancelActions own = new CancelActions();
            AtomicInteger count = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(2);
            Thread canceller = new Thread(() -> {
                try {
                    start.await();
                    own.run();
                } catch (Exception broken) {
                    throw new AssertionError(broken);
                }
            });
            canceller.start();
            start.await();
            RpcContext.Registration registration = own.add(count::incrementAndGet);
            canceller.join();
            registration.close();
            assertThat(count).hasValue(1);
        }
    }
}
