package org.cdirpc.benchmarks.compare.costs;

import jakarta.enterprise.context.ApplicationScoped;

/** The bean behind {@link CostDesk}. */
@ApplicationScoped
public class CostDeskBean implements CostDesk {

    private static final long SLOW_MILLIS = 5;

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public void slow() throws InterruptedException {
        Thread.sleep(SLOW_MILLIS);
    }
}
