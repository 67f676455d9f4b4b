package org.cdirpc.faults.node;

import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.cdirpc.RpcClient;
import org.jspecify.annotations.Nullable;

/**
 * A CDI application in a class loader of its own: it serves the lab's calls and makes some. The process outside knows it
 * only as what the JDK has types for, since its classes are not the process's. {@code begin <folder> <first id> <spec>}
 * begins a stretch of calls, which go to all instances, this one too; {@code end} ends it and answers with the first id
 * that was not used. One thread at a time.
 */
public final class DeployedApplication implements Function<String, String> {

    private final SeContainer container;
    private @Nullable Stretch calls;

    /** The application in this container. */
    public DeployedApplication(SeContainer container) {
        this.container = container;
    }

    @Override
    public String apply(String line) {
        try {
            return line.equals("end") ? end() : begin(line.split(" ", 4));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String begin(String[] words) throws IOException {
        LabService service =
                container.select(LabService.class, RpcClient.Literal.INSTANCE).get();
        calls = Stretch.begin(service, Path.of(words[1]), LoadSpec.parse(words[3]), Long.parseLong(words[2]));
        return "";
    }

    private String end() throws IOException, InterruptedException {
        Stretch stretch = calls;
        if (stretch == null) {
            throw new IllegalStateException("end, and nothing was begun");
        }
        stretch.end();
        return String.valueOf(stretch.nextId());
    }
}
