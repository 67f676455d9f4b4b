package org.cdirpc.sample.demo.account;

import java.util.OptionalInt;

/** Order ids are the run's name and a number; the numbers have no gaps, so that an order without an outcome shows. */
public final class OrderId {

    private OrderId() {}

    /** The id of an order of a run. */
    public static String of(String run, int number) {
        return run + "-" + number;
    }

    /** The number in an id; empty if the id is not one of this run. */
    public static OptionalInt number(String run, String id) {
        String digits = id.startsWith(run + "-") ? id.substring(run.length() + 1) : "";
        return digits.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }
}
