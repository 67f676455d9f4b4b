package org.cdirpc.faults.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * The input of a child process: lines to obey, one after another. It ends with the parent, however that ends; then the
 * child ends too, in order if that works within {@value #GRACE_SECONDS} seconds, outright if not.
 */
final class ParentInput {

    private static final long GRACE_SECONDS = 12;
    private static final int HALTED = 3;

    /** What is done with a line. */
    @FunctionalInterface
    interface Obeying {
        void obey(String line) throws Exception;
    }

    private ParentInput() {}

    /** Obeys until the input ends, then ends the process; ends it at once with code 1 if a line cannot be obeyed. */
    static void obey(Obeying obeying) {
        int code = 0;
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                obeying.obey(line.strip());
            }
        } catch (IOException ended) {
            // As good as its end.
        } catch (Throwable failure) {
            failure.printStackTrace();
            code = 1;
        }
        Thread guard = new Thread(ParentInput::haltLater, "faults-exit-guard");
        guard.setDaemon(true);
        guard.start();
        Runtime.getRuntime().exit(code);
    }

    private static void haltLater() {
        long end = System.nanoTime() + GRACE_SECONDS * 1_000_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Runtime.getRuntime().halt(HALTED);
    }
}
