package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between two texts of one contract, as lines with - and +, under the method or type that they belong to. */
final class Difference {

    private static final int MOST_LINES = 100;

    private final List<String> lines = new ArrayList<>();

    Difference(ContractDescriptor before, ContractDescriptor after) {
        // What was compiled without names of parameters looks otherwise in every line that has one, and is the same.
        boolean named = before.hasNames() && after.hasNames();
        Map<String, List<String>> old = blocks(named ? before : before.withoutNames());
        Map<String, List<String>> now = blocks(named ? after : after.withoutNames());
        old.forEach((title, block) -> {
            List<String> other = now.remove(title);
            if (other == null) {
                lines.add("- " + title);
                block.forEach(line -> lines.add("- " + line));
            } else if (!other.equals(block)) {
                lines.add("  " + title);
                both(block, other);
            }
        });
        now.forEach((title, block) -> {
            lines.add("+ " + title);
            block.forEach(line -> lines.add("+ " + line));
        });
    }

    /** Lines by the first one of their block; overloads by what their parameters are too, as far as that is needed. */
    private static Map<String, List<String>> blocks(ContractDescriptor descriptor) {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        for (String line : descriptor.text().lines().toList()) {
            if (line.startsWith("method ") || line.startsWith("type ")) {
                block = new ArrayList<>();
                String title = line;
                for (int i = 2; blocks.containsKey(title); i++) {
                    title = line + " (overload " + i + ")";
                }
                blocks.put(title, block);
            } else if (line.startsWith("  ")) {
                block.add(line);
            }
        }
        return blocks;
    }

    private void both(List<String> before, List<String> after) {
        List<String> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<String> come = new ArrayList<>(after);
        before.forEach(come::remove);
        boolean onlyOrder = gone.isEmpty() && come.isEmpty();
        (onlyOrder ? before : gone).forEach(line -> lines.add("- " + line));
        (onlyOrder ? after : come).forEach(line -> lines.add("+ " + line));
    }

    String text() {
        String first = String.join(
                System.lineSeparator(), lines.stream().limit(MOST_LINES).toList());
        return lines.size() <= MOST_LINES
                ? first
                : first + System.lineSeparator() + "and " + (lines.size() - MOST_LINES) + " lines more";
    }
}
