package org.cdirpc.faults;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as a table and as JSON (RFC 8259). */
final class Report {

    private static final int WIDTH = 118;
    private static final String INDENT = "      ";

    private Report() {}

    static void table(List<Result> results, PrintStream out) {
        out.println();
        out.println(String.format(Locale.ROOT, "%-5s %-6s %7s   %s", "row", "", "took", "fault"));
        for (Result result : results) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-5s %-6s %5.0f s   %s",
                    result.row().id(),
                    result.outcome().passed() ? "pass" : "SHORT",
                    result.seconds(),
                    result.row().title()));
            List<String> figures = new ArrayList<>();
            result.outcome().figures().forEach((name, value) -> figures.add(name + " " + value));
            wrap(figures, out);
            if (!result.outcome().note().isEmpty()) {
                out.println(INDENT + "-> " + result.outcome().note());
            }
        }
        out.println();
    }

    private static void wrap(List<String> words, PrintStream out) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : words) {
            if (line.length() + word.length() + 3 > WIDTH && line.length() > INDENT.length()) {
                out.println(line);
                line = new StringBuilder(INDENT);
            }
            line.append(line.length() > INDENT.length() ? " | " : "").append(word);
        }
        if (line.length() > INDENT.length()) {
            out.println(line);
        }
    }

    static String json(List<Result> results) {
        StringBuilder out = new StringBuilder("[");
        String separator = "\n";
        for (Result result : results) {
            out.append(separator).append("{\"row\": ");
            text(result.row().id(), out);
            out.append(", \"passed\": ").append(result.outcome().passed()).append(", \"figures\": {");
            String comma = "";
            for (Map.Entry<String, Object> figure : result.outcome().figures().entrySet()) {
                out.append(comma);
                text(figure.getKey(), out);
                out.append(": ");
                if (figure.getValue() instanceof Number number) {
                    out.append(number);
                } else {
                    text(String.valueOf(figure.getValue()), out);
                }
                comma = ", ";
            }
            out.append("}, \"note\": ");
            text(result.outcome().note(), out);
            out.append('}');
            separator = ",\n";
        }
        return out.append("\n]\n").toString();
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
