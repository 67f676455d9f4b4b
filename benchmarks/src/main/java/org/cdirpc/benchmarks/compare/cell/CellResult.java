package org.cdirpc.benchmarks.compare.cell;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cell gave.
 *
 * @param calls that succeeded, in and after the window
 * @param failures calls that failed or answered wrongly; one is enough, and there are no metrics
 * @param firstFailure empty if there is none
 * @param metrics by name
 */
public record CellResult(long calls, long failures, String firstFailure, Map<String, Double> metrics) {

    /** As one line. */
    public String line() {
        StringBuilder line = new StringBuilder("calls=" + calls + " failures=" + failures + " first="
                + URLEncoder.encode(firstFailure, StandardCharsets.UTF_8));
        metrics.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }

    /** From {@link #line}. */
    public static CellResult parse(String line) {
        Map<String, Double> metrics = new TreeMap<>();
        long calls = 0;
        long failures = 0;
        String first = "";
        for (String word : line.split(" ")) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, word.indexOf('='))) {
                case "calls" -> calls = Long.parseLong(value);
                case "failures" -> failures = Long.parseLong(value);
                case "first" -> first = URLDecoder.decode(value, StandardCharsets.UTF_8);
                default -> metrics.put(word.substring(0, word.indexOf('=')), Double.parseDouble(value));
            }
        }
        return new CellResult(calls, failures, first, metrics);
    }
}
