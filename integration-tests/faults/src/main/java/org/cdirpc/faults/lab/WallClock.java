package org.cdirpc.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cdirpc.faults.node.Questions;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock of one process, which {@link #set} puts forward and back while the process runs. The machine's clock is
 * never touched: a small library, compiled here, stands before the C library of that process and adds to what it reads.
 * One thread.
 */
public final class WallClock {

    private static final String SOURCE = "wallclock.c";
    private static final List<String> COMPILERS = List.of("/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang");

    /**
     * What a process reads.
     *
     * @param millis the time of day
     * @param nanos the monotonic clock at the same moment
     */
    public record Reading(long millis, long nanos) {
        /** How far the wall clock has moved since, beside the time that passed, in milliseconds. */
        public long jumpSince(Reading before) {
            return (millis - before.millis) - (nanos - before.nanos) / 1_000_000;
        }
    }

    private final Path library;
    private final Path file;

    private WallClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** Why no such clock can be made here; empty if it can. */
    public static String whyNot() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "no Linux, where a library can stand before the C library";
        }
        return compiler() == null ? "no C compiler (" + String.join(", ", COMPILERS) + ")" : "";
    }

    private static @Nullable String compiler() {
        return COMPILERS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse(null);
    }

    /** A clock that is right, for a process of this name, with its files in this folder. */
    static WallClock make(String name, Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("wallclock.so");
        if (!Files.exists(library)) {
            Path source = folder.resolve(SOURCE);
            try (InputStream in = Objects.requireNonNull(WallClock.class.getResourceAsStream(SOURCE), SOURCE)) {
                Files.copy(in, source);
            }
            Command.run(
                    Objects.requireNonNull(compiler()),
                    "-shared",
                    "-fPIC",
                    "-O2",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-ldl");
        }
        WallClock clock = new WallClock(library, folder.resolve("clock-" + name));
        clock.set(Duration.ZERO);
        return clock;
    }

    /** What is put before the process's command. */
    public List<String> prefix() {
        return List.of("/usr/bin/env", "LD_PRELOAD=" + library, "FAULTS_CLOCK=" + file);
    }

    /** Puts it so far off the machine's, at once. */
    public void set(Duration off) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(off.toNanos()).flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // In place: the process has mapped these bytes.
            channel.write(bytes, 0);
        }
    }

    /** What a process reads now, by its own word. */
    public static Reading read(Child process) throws IOException, InterruptedException {
        String[] words = process.ask(Questions.CLOCK, Questions.TIME).split(" ");
        return new Reading(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
