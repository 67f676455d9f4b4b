package org.cdirpc.faults.catalogue;

import java.util.List;

/** The catalogue as the table that {@code docs/VERSIONS.md} shows. */
final class VersionsTable {

    private static final String HEAD =
            "| what changes | old consumer, new provider | new consumer, old provider |\n" + "|---|---|---|\n";

    private VersionsTable() {}

    static String of(List<Change> changes) {
        StringBuilder out = new StringBuilder();
        for (Change change : changes) {
            change.area()
                    .ifPresent(area -> out.append(out.length() == 0 ? "" : "\n")
                            .append("### ")
                            .append(area)
                            .append("\n\n")
                            .append(HEAD));
            out.append("| ")
                    .append(change.title())
                    .append(change.note().isEmpty() ? "" : " (" + change.note() + ")")
                    .append(" | ")
                    .append(Clause.inWords(change.oldConsumer()))
                    .append(" | ")
                    .append(Clause.inWords(change.newConsumer()))
                    .append(" |\n");
        }
        return out.toString();
    }
}
