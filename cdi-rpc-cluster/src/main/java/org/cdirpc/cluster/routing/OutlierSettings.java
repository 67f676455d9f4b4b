package org.cdirpc.cluster.routing;

import static org.cdirpc.cluster.routing.RoutingMessages.MESSAGES;

import java.time.Duration;

/**
 * When an instance is ejected and how it returns; each (service, instance) is judged by what was seen from here. The
 * rules are those of Envoy's outlier detection (consecutive failures, failure percentage, growing ejection time, ejection
 * limit), but without its timer, and with one trial call instead of a return at full weight.
 *
 * @param consecutiveFailures ejected after so many failures in a row, 1 to 1000; 5 by default
 * @param failurePercent ejected when at least this share of the calls of a window failed, 1 to 100; 50 by default
 * @param minimumCalls a window with fewer calls says nothing, 1 to 1,000,000; 20 by default
 * @param window the time over which failures are counted, 100 ms to 10 min; 10 s by default. Counting begins with a
 *     failure, so that calls to a healthy instance cost nothing
 * @param stalledCalls ejected when at least so many calls wait and nothing is answered, 1 to 100,000; 5 by default
 * @param stallTime for so long, or ten times the usual latency if that is more, 100 ms to 10 min; 2 s by default
 * @param ejection for how long an instance is ejected the first time; n times as long the n-th time, where one is
 *     forgotten for each minute of health; 100 ms to 1 h; 5 s by default
 * @param longestEjection the most, at least {@code ejection} and at most 24 h; 60 s by default
 * @param mostEjectedPercent of three instances and more at most this share is ejected at once, rounded down but at least
 *     one, 0 to 100; 50 by default. Of two, one may be; the last healthy one never is. 0 ejects nobody
 * @param returning for how long an instance that passed its trial gets fewer calls than its share, 0 to 10 min; 10 s by
 *     default
 * @throws IllegalArgumentException if a member is out of its range
 */
public record OutlierSettings(
        int consecutiveFailures,
        int failurePercent,
        int minimumCalls,
        Duration window,
        int stalledCalls,
        Duration stallTime,
        Duration ejection,
        Duration longestEjection,
        int mostEjectedPercent,
        Duration returning) {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    public OutlierSettings {
        within("consecutive failures", consecutiveFailures, 1, 1000);
        within("failure percentage", failurePercent, 1, 100);
        within("minimum calls", minimumCalls, 1, 1_000_000);
        within("window", window, LEAST, TEN_MINUTES);
        within("stalled calls", stalledCalls, 1, 100_000);
        within("stall time", stallTime, LEAST, TEN_MINUTES);
        within("ejection", ejection, LEAST, Duration.ofHours(1));
        within("longest ejection", longestEjection, ejection, Duration.ofHours(24));
        within("most ejected", mostEjectedPercent, 0, 100);
        within("returning", returning, Duration.ZERO, TEN_MINUTES);
    }

    /** As described for each member. */
    public static OutlierSettings defaults() {
        return new OutlierSettings(
                5,
                50,
                20,
                Duration.ofSeconds(10),
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                50,
                Duration.ofSeconds(10));
    }

    /** The defaults, except that nobody is ever ejected. */
    public static OutlierSettings off() {
        return defaults().withMostEjectedPercent(0);
    }

    /** These with another share of instances that may be ejected at once. */
    public OutlierSettings withMostEjectedPercent(int percent) {
        return new OutlierSettings(
                consecutiveFailures,
                failurePercent,
                minimumCalls,
                window,
                stalledCalls,
                stallTime,
                ejection,
                longestEjection,
                percent,
                returning);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw MESSAGES.outlierSetting(what, String.valueOf(value), String.valueOf(least), String.valueOf(most));
        }
    }

    private static void within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw MESSAGES.outlierSetting(what, value.toString(), least.toString(), most.toString());
        }
    }
}
