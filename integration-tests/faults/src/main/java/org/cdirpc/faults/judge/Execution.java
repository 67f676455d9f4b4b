package org.cdirpc.faults.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One execution, as a ledger has it.
 *
 * @param id of the call
 * @param provider whose ledger it is
 * @param begin when it began, by {@link System#nanoTime}
 * @param end when it ended; 0 if the ledger ends before that
 */
public record Execution(long id, String provider, long begin, long end) {

    /** Reads a ledger. A last line without its end, of a process that was killed while it wrote, does not count. */
    public static List<Execution> read(Path ledger, String provider) throws IOException {
        String text = Files.readString(ledger, StandardCharsets.US_ASCII);
        return parse(text.substring(0, text.lastIndexOf('\n') + 1), provider);
    }

    static List<Execution> parse(String text, String provider) {
        List<Execution> all = new ArrayList<>();
        Map<Long, Deque<Integer>> running = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ");
            if (words.length != 3 || !(words[0].equals("+") || words[0].equals("-"))) {
                throw new IllegalArgumentException(provider + ": no line of a ledger: " + line);
            }
            long id = Long.parseLong(words[1]);
            long at = Long.parseLong(words[2]);
            if (words[0].equals("+")) {
                running.computeIfAbsent(id, none -> new ArrayDeque<>()).add(all.size());
                all.add(new Execution(id, provider, at, 0));
            } else {
                Deque<Integer> begun = running.get(id);
                if (begun == null || begun.isEmpty()) {
                    throw new IllegalArgumentException(provider + ": ended but never began: " + line);
                }
                int index = begun.remove();
                all.set(index, new Execution(id, provider, all.get(index).begin(), at));
            }
        }
        return all;
    }
}
