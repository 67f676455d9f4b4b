package org.cdirpc.sample.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The demo's supervisor; see {@link DemoOptions#USAGE}. Its processes get its own class path. With the system property
 * {@code demo.terminal=true} it draws on a terminal, else it prints lines.
 */
public final class DemoMain {

    private static final int BALANCES = 0;
    private static final int DOES_NOT_BALANCE = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    /** How long the account may take after Ctrl-C: orders in flight, and the processes' own ends. */
    private static final long ACCOUNT_SECONDS = 30;

    private DemoMain() {}

    /** Runs the demo; see the class. */
    public static void main(String... arguments) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (DemoOptions.UsageException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        if (options.help()) {
            System.out.println(DemoOptions.USAGE);
            return;
        }
        System.exit(run(options));
    }

    private static int run(DemoOptions options) {
        Demo demo = new Demo(options, System.out, Boolean.getBoolean("demo.terminal"));
        AtomicInteger code = new AtomicInteger(DOES_NOT_BALANCE);
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(demo, code, over), "demo-end"));
        try {
            code.set(
                    switch (demo.run()) {
                        case BALANCES -> BALANCES;
                        case DOES_NOT_BALANCE -> DOES_NOT_BALANCE;
                        case NOT_FINISHED -> INTERRUPTED;
                    });
        } catch (Exception | Error e) {
            e.printStackTrace();
        } finally {
            over.countDown();
        }
        return code.get();
    }

    /** Ctrl-C and the like: the run comes to its end, and the process ends with the run's code. */
    private static void finish(Demo demo, AtomicInteger code, CountDownLatch over) {
        if (over.getCount() == 0) {
            return;
        }
        demo.end();
        try {
            over.await(ACCOUNT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code.get());
    }
}
