package org.cdirpc.sample.demo.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cdirpc.sample.demo.TestParent;

/** What the tests start as a process: it lives as the demo's own processes do. */
public final class TestProcess {

    /** Ends when it should. */
    public static final String GOOD = "good";

    /** Its shutdown hook never ends. */
    public static final String STUBBORN = "stubborn";

    /** Starts a good one. */
    public static final String PARENT = "parent";

    private TestProcess() {}

    /** Becomes one of these. */
    public static void main(String... arguments) {
        String kind = arguments[0];
        Runtime.getRuntime().addShutdownHook(new Thread(() -> hook(kind)));
        ParentInput.live(System.in, Duration.ofMillis(500), () -> {
            System.out.println("up");
            if (kind.equals(PARENT)) {
                System.out.println("child " + TestParent.startChild());
            }
            return TestProcess::obey;
        });
    }

    private static void hook(String kind) {
        System.out.println("hook");
        if (kind.equals(STUBBORN)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void obey(String command) {
        if (command.equals("throw")) {
            throw new IllegalStateException("as told");
        }
        System.out.println(command);
    }
}
