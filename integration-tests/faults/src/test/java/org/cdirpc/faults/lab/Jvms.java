package org.cdirpc.faults.lab;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Processes of tests. */
public final class Jvms {

    private Jvms() {}

    /** Starts this class as the lab starts its own. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(Jvm.command(List.of(), Map.of(), main, List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
