package org.cdirpc.sample.demo.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdirpc.sample.demo.account.Told.Answered;
import org.cdirpc.sample.demo.account.Told.Failed;
import org.cdirpc.spi.Progress;

/**
 * Joins what callers were told with what ran. Kills come first, then outcomes and ledgers in any order, then
 * {@link #close}. One thread at a time.
 */
public final class Books {

    private static final byte ANSWERED = 1;
    private static final byte UNKNOWN = 2;
    private static final byte NOT_RUN = 3;
    private static final byte FAILED = 4;

    private final long longestMillis;
    private final List<Kill> kills = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();
    private final Map<Integer, String> ranAlsoAt = new TreeMap<>();
    private final Column told = new Column();
    private final Column toldBy = new Column();
    private final Column runs = new Column();
    private final Column ranAt = new Column();
    private final Findings lying = new Findings();
    private final Findings failed = new Findings();
    private final Findings faults = new Findings();
    private int highestRun = -1;
    private int highestTold = -1;
    private int otherUnknown;

    /** Books in which an outcome later than this many milliseconds is a fault. */
    public Books(long longestMillis) {
        this.longestMillis = longestMillis;
    }

    /** A provider was killed. */
    public void killed(Kill kill) {
        kills.add(kill);
    }

    /** Something that must not happen did. */
    public void fault(String text) {
        faults.add(text);
    }

    /** A caller was told something. */
    public void told(Told outcome) {
        if (outcome instanceof Answered answered) {
            mark(answered.order(), ANSWERED, answered.node());
            late("order " + answered.order(), answered.millis());
        } else {
            failed((Failed) outcome);
        }
    }

    private void failed(Failed failure) {
        String name = failure.kind() == Told.Kind.ORDER
                ? "order " + failure.order()
                : "a " + failure.kind().name().toLowerCase(java.util.Locale.ROOT);
        boolean explained = kills.stream().anyMatch(kill -> kill.explains(failure));
        if (!explained) {
            failed.add(name + ": " + failure.what()
                    + (failure.node().isEmpty() ? "" : " at " + failure.node())
                    + " after " + (failure.endedAt() - failure.startedAt()) + " ms: " + failure.text());
        }
        late(name, failure.endedAt() - failure.startedAt());
        if (failure.kind() == Told.Kind.ORDER) {
            mark(failure.order(), kindOf(failure, explained), failure.node());
        } else if (explained) {
            otherUnknown++;
        }
    }

    private static byte kindOf(Failed failure, boolean explained) {
        if (explained) {
            return UNKNOWN;
        }
        return failure.progress().filter(Progress::certainlyNotRun).isPresent() ? NOT_RUN : FAILED;
    }

    private void mark(int order, byte kind, String node) {
        if (told.get(order) != 0) {
            faults.add("order " + order + " has two outcomes");
        }
        told.set(order, kind);
        toldBy.set(order, index(node));
        highestTold = Math.max(highestTold, order);
    }

    private void late(String name, long millis) {
        if (millis > longestMillis) {
            faults.add(name + ": outcome after " + millis + " ms (expected: within " + longestMillis + " ms)");
        }
    }

    /** A ledger has this order. */
    public void ran(String node, int order) {
        if (runs.get(order) > 0) {
            ranAlsoAt.merge(order, node, (before, more) -> before + ", " + more);
        } else {
            ranAt.set(order, index(node));
        }
        runs.set(order, Math.min(runs.get(order) + 1, Byte.MAX_VALUE));
        highestRun = Math.max(highestRun, order);
    }

    private int index(String node) {
        int known = nodes.indexOf(node);
        if (known < 0) {
            nodes.add(node);
            return nodes.size() - 1;
        }
        return known;
    }

    /** The account of so many orders, numbered from 0. */
    public Account close(int placed) {
        Findings lost = new Findings();
        TreeMap<String, Integer> answeredBy = new TreeMap<>();
        int unknown = 0;
        int unknownRan = 0;
        int ran = 0;
        for (int order = 0; order <= Math.max(placed - 1, Math.max(highestRun, highestTold)); order++) {
            int times = runs.get(order);
            ran += times > 0 ? 1 : 0;
            if (order >= placed) {
                neverPlaced(order, times);
                continue;
            }
            switch (told.get(order)) {
                case ANSWERED -> {
                    answeredBy.merge(nodes.get(toldBy.get(order)), 1, Integer::sum);
                    answered(order, times);
                }
                case UNKNOWN -> {
                    unknown++;
                    unknownRan += times > 0 ? 1 : 0;
                }
                case NOT_RUN -> {
                    if (times > 0) {
                        lying.add("order " + order + ": the caller was told that it did not run, but it ran at "
                                + nodes.get(ranAt.get(order)));
                    }
                }
                case FAILED -> {}
                default ->
                    lost.add("order " + order + ": no outcome"
                            + (times > 0 ? ", though it ran at " + nodes.get(ranAt.get(order)) : ""));
            }
        }
        return new Account(
                placed, answeredBy, unknown, unknownRan, ran, otherUnknown, repeated(), lost, lying, failed, faults);
    }

    private void neverPlaced(int order, int times) {
        if (times > 0) {
            lying.add("order " + order + ": ran at " + nodes.get(ranAt.get(order)) + ", but nobody placed it");
        }
        if (told.get(order) != 0) {
            faults.add("order " + order + ": has an outcome, but nobody placed it");
        }
    }

    private void answered(int order, int times) {
        String node = nodes.get(toldBy.get(order));
        if (times == 0) {
            lying.add("order " + order + ": answered by " + node + ", but in no ledger");
        } else if (times == 1 && toldBy.get(order) != ranAt.get(order)) {
            lying.add("order " + order + ": answered by " + node + ", but it ran at " + nodes.get(ranAt.get(order)));
        }
    }

    private Findings repeated() {
        Findings repeated = new Findings();
        ranAlsoAt.forEach((order, others) ->
                repeated.add("order " + order + ": ran at " + nodes.get(ranAt.get(order)) + " and at " + others));
        return repeated;
    }
}
