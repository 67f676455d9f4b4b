package org.cdirpc.sample.demo.account;

import java.util.Optional;
import org.cdirpc.spi.Progress;

/** What a caller was told. As a line of text its fields stand between tabs. */
public sealed interface Told {

    /** What was called; only orders are matched with the ledgers. */
    enum Kind {
        /** {@code Orders.place}: not idempotent. */
        ORDER,
        /** {@code Orders.quote}: asynchronous and idempotent. */
        QUOTE,
        /** {@code Orders.viewed}: one-way. */
        VIEW
    }

    /**
     * An order was taken.
     *
     * @param order its number
     * @param node who says so
     * @param millis how long the caller waited
     */
    record Answered(int order, String node, long millis) implements Told {}

    /**
     * A call failed.
     *
     * @param order its number; 0 for what is no order
     * @param progress how far it got; empty if the failure does not say
     * @param code why it ended, or the exception's class
     * @param startedAt epoch milliseconds
     * @param endedAt epoch milliseconds
     * @param node where the call was sent last; empty if it was not sent or that is not known
     * @param text the exception
     */
    record Failed(
            Kind kind,
            int order,
            Optional<Progress> progress,
            String code,
            long startedAt,
            long endedAt,
            String node,
            String text)
            implements Told {

        /** In short. */
        public String what() {
            return progress.map(Enum::name).orElse("no progress") + "/" + code;
        }
    }

    /** As a line, without its end. */
    default String line() {
        if (this instanceof Answered answered) {
            return String.join(
                    "\t", "A", String.valueOf(answered.order()), answered.node(), String.valueOf(answered.millis()));
        }
        Failed failed = (Failed) this;
        return String.join(
                "\t",
                "F",
                failed.kind().name(),
                String.valueOf(failed.order()),
                failed.progress().map(Enum::name).orElse(""),
                failed.code(),
                String.valueOf(failed.startedAt()),
                String.valueOf(failed.endedAt()),
                failed.node(),
                failed.text().replaceAll("\\s+", " "));
    }

    /**
     * From a line.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Told parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 4 && fields[0].equals("A")) {
            return new Answered(Integer.parseInt(fields[1]), fields[2], Long.parseLong(fields[3]));
        }
        if (fields.length == 9 && fields[0].equals("F")) {
            return new Failed(
                    Kind.valueOf(fields[1]),
                    Integer.parseInt(fields[2]),
                    fields[3].isEmpty() ? Optional.empty() : Optional.of(Progress.valueOf(fields[3])),
                    fields[4],
                    Long.parseLong(fields[5]),
                    Long.parseLong(fields[6]),
                    fields[7],
                    fields[8]);
        }
        throw new IllegalArgumentException("outcome \"" + line + "\" (expected: A or F and their fields)");
    }
}
