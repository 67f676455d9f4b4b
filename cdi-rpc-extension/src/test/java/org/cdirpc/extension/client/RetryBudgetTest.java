package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final AtomicLong now = new AtomicLong();
    private final RetryBudget budget = new RetryBudget(20, 10, 4, now::get);

    private int taken() {
        int count = 0;
        while (budget.tryTake()) {
            count++;
        }
        return count;
    }

    @Test
    void startsFullAndEarnsAShareOfCalls() {
        assertThat(taken()).isEqualTo(4);
        for (int i = 0; i < 10; i++) {
            budget.called();
        }
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void earnsWithTimeAndNeverMoreThanItsBurst() {
        taken();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(taken()).isEqualTo(2);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        for (int i = 0; i < 1000; i++) {
            budget.called();
        }
        assertThat(taken()).isEqualTo(4);
    }
}
