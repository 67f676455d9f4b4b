package org.cdirpc.benchmarks.compare.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Writes maps, texts and numbers as JSON (RFC 8259). */
final class Json {

    private static final MathContext DIGITS = new MathContext(7);

    private Json() {}

    static String write(Map<String, ?> map) {
        StringBuilder out = new StringBuilder();
        value(map, "", out);
        return out.append('\n').toString();
    }

    private static void value(Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            boolean leaf = map.values().stream().allMatch(Number.class::isInstance) && map.size() <= 3;
            String inner = indent + "  ";
            String separator = "";
            out.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append(leaf ? "" : "\n" + inner);
                text(String.valueOf(entry.getKey()), out);
                out.append(": ");
                value(entry.getValue(), inner, out);
                separator = leaf ? ", " : ",";
            }
            out.append(leaf || map.isEmpty() ? "" : "\n" + indent).append('}');
        } else if (value instanceof Double number) {
            out.append(new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString());
        } else if (value instanceof Number) {
            out.append(value);
        } else {
            text(String.valueOf(value), out);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
