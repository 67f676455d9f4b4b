package org.cdirpc.faults.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One stretch of load.
 *
 * @param name of the file with what the callers were told
 * @param rate calls a second; they begin at their moments whatever became of those before
 * @param millis how long a bean runs
 * @param timeout the calls' time limit
 * @param writes the share of calls that must not run twice, in percent
 * @param blocking the share of calls whose caller waits for the answer, in percent
 * @param payload above 0 all calls are echoes of so many bytes, below 0 echoes that bring little and ask for so many
 * @param pings pings a second, in addition
 * @param inFlight the most calls at a time; what comes beyond is not made, and counted
 * @param oneWay the share of calls that nobody waits for, in percent
 * @param longest above 0, each {@value #LONG_ONE}th call runs for anything up to so many milliseconds instead
 */
public record LoadSpec(
        String name,
        int rate,
        int millis,
        Duration timeout,
        int writes,
        int blocking,
        int payload,
        int pings,
        int inFlight,
        int oneWay,
        int longest) {

    /** More than any row needs at a time: a bound for what a broken system leaves open. */
    public static final int UNBOUNDED = 60_000;

    private static final int LONG_ONE = 20;

    /** A prime, so that long calls that follow one another differ. */
    private static final int SPREAD = 7919;

    /** Half of it writes, a quarter of it with callers that wait. */
    public static LoadSpec of(String name, int rate, int millis, Duration timeout) {
        return new LoadSpec(name, rate, millis, timeout, 50, 25, 0, 0, UNBOUNDED, 0, 0);
    }

    /** Never more at a time. */
    public LoadSpec atMost(int calls) {
        return new LoadSpec(name, rate, millis, timeout, writes, blocking, payload, pings, calls, oneWay, longest);
    }

    /** All of it echoes. */
    public LoadSpec echoing(int bytes) {
        return new LoadSpec(name, rate, millis, timeout, 0, 0, bytes, pings, inFlight, 0, 0);
    }

    /** All of it little that is answered by so many bytes. */
    public LoadSpec fetching(int bytes) {
        return echoing(-bytes);
    }

    /** With pings beside it. */
    public LoadSpec pinging(int perSecond) {
        return new LoadSpec(
                name, rate, millis, timeout, writes, blocking, payload, perSecond, inFlight, oneWay, longest);
    }

    /** With callers that wait only, or none that do, or something between, in percent. */
    public LoadSpec blockingPercent(int percent) {
        return new LoadSpec(name, rate, millis, timeout, writes, percent, payload, pings, inFlight, oneWay, longest);
    }

    /** Some of it calls that nobody waits for. */
    public LoadSpec oneWayPercent(int percent) {
        return new LoadSpec(name, rate, millis, timeout, writes, blocking, payload, pings, inFlight, percent, longest);
    }

    /** With some calls that run for anything up to so many milliseconds. */
    public LoadSpec upTo(int longestMillis) {
        return new LoadSpec(
                name, rate, millis, timeout, writes, blocking, payload, pings, inFlight, oneWay, longestMillis);
    }

    /** How long the bean runs for this call. */
    int millisOf(long id) {
        return longest > 0 && id % LONG_ONE == 0 ? (int) (id / LONG_ONE * SPREAD % longest) : millis;
    }

    /** As a line that {@link #parse} reads. */
    public String line() {
        return "name=" + name + " rate=" + rate + " millis=" + millis + " timeout=" + timeout.toMillis() + " writes="
                + writes + " blocking=" + blocking + " payload=" + payload + " pings=" + pings + " inFlight="
                + inFlight + " oneWay=" + oneWay + " longest=" + longest;
    }

    static LoadSpec parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (String pair : line.split(" ")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new LoadSpec(
                text(values, "name"),
                number(values, "rate"),
                number(values, "millis"),
                Duration.ofMillis(number(values, "timeout")),
                number(values, "writes"),
                number(values, "blocking"),
                number(values, "payload"),
                number(values, "pings"),
                number(values, "inFlight"),
                number(values, "oneWay"),
                number(values, "longest"));
    }

    private static String text(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("load without " + key + ": " + values);
        }
        return value;
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(text(values, key));
    }
}
