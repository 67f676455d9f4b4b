package org.cdirpc.faults.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one caller was told. Times are of {@link System#nanoTime}, which all processes of one Linux machine share.
 *
 * @param id of the call
 * @param kind W for a write, N for a write that nobody waits for, R for a repeatable call, E for an echo, P for a ping
 * @param intended when it was to begin
 * @param begin when it began
 * @param end when its caller was told; 0 if never
 * @param outcome OK, CORRUPT for an answer that is not its own, HANGING, a failure's code, or an exception's name
 * @param progress how far the call got, so it was told
 * @param peer the address of the instance that it went to last, or -
 */
public record Told(
        long id, char kind, long intended, long begin, long end, String outcome, String progress, String peer) {

    /** Reads a file of them. */
    public static List<Told> read(Path file) throws IOException {
        List<Told> all = new ArrayList<>();
        try (var lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(parse(line));
            }
        }
        return all;
    }

    static Told parse(String line) {
        String[] words = line.split(" ");
        if (words.length != 8 || words[1].length() != 1) {
            throw new IllegalArgumentException("no outcome of a call: " + line);
        }
        return new Told(
                Long.parseLong(words[0]),
                words[1].charAt(0),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[5].intern(),
                words[6].intern(),
                words[7].intern());
    }

    /** Whether it was answered, with its own answer. */
    public boolean ok() {
        return outcome.equals("OK");
    }

    /** Whether it must not run twice. */
    public boolean isWrite() {
        return kind == 'W' || kind == 'N';
    }

    /** Whether its executions are in a ledger. */
    public boolean isRecorded() {
        return kind != 'P';
    }

    /** Whether its caller was told that it certainly did not run. */
    public boolean saidNotRun() {
        return progress.equals("NOT_SENT") || progress.equals("NOT_STARTED");
    }

    /** Outcome and progress, for counts of failures. */
    public String word() {
        return ok() ? outcome : outcome + "/" + progress;
    }

    /** From its beginning to its answer, in nanoseconds. */
    public long nanos() {
        return end - begin;
    }
}
