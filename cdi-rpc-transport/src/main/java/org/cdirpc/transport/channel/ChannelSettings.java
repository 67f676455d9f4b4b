package org.cdirpc.transport.channel;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits and times of the channels of one node.
 *
 * @param messageCap the largest payload of one message, in bytes, from 1,024 to 1 GiB; default 8 MiB
 * @param pingInterval silence after which a PING is sent; default 10 s
 * @param deadAfter silence after which a channel is closed, longer than {@code pingInterval}; default 20 s
 * @param stallProbe silence after which a PING is sent where an answer is owed, whatever the ping interval; default 1 s
 * @param stallLimit silence after that PING until {@link PeerListener#stalled} is told; default 2 s
 * @param connectTimeout from the start of a dial to the end of the handshake; default 2 s
 * @param backoffFirst the longest wait before the first repeated dial; default 50 ms
 * @param backoffMost the longest wait before any dial; default 3 s: with a dial that has just failed to get
 *     through, whoever was cut off is back within 5 s
 * @param inboundBudget received bytes that the node holds for unanswered calls, at least {@code 2 * messageCap}; above
 *     it reading stops; default 256 MiB
 * @param recordTo a directory to which both directions of every channel are recorded, for {@code FrameDump}; null
 *     (the default) records nothing. Recording writes to disk on I/O threads: for diagnosis only
 */
public record ChannelSettings(
        int messageCap,
        Duration pingInterval,
        Duration deadAfter,
        Duration stallProbe,
        Duration stallLimit,
        Duration connectTimeout,
        Duration backoffFirst,
        Duration backoffMost,
        long inboundBudget,
        @Nullable Path recordTo) {

    private static final int LEAST_CAP = 1 << 10;
    private static final int MOST_CAP = 1 << 30;

    public ChannelSettings {
        if (messageCap < LEAST_CAP || messageCap > MOST_CAP) {
            throw invalid("messageCap", messageCap, "from " + LEAST_CAP + " to " + MOST_CAP + " bytes");
        }
        requirePositive("pingInterval", pingInterval);
        requirePositive("stallProbe", stallProbe);
        requirePositive("stallLimit", stallLimit);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("backoffFirst", backoffFirst);
        if (deadAfter.compareTo(pingInterval) <= 0) {
            throw invalid("deadAfter", deadAfter, "longer than pingInterval, " + pingInterval);
        }
        if (backoffMost.compareTo(backoffFirst) < 0) {
            throw invalid("backoffMost", backoffMost, "at least backoffFirst, " + backoffFirst);
        }
        if (inboundBudget < 2L * messageCap) {
            throw invalid("inboundBudget", inboundBudget, "at least twice messageCap, " + 2L * messageCap + " bytes");
        }
    }

    /** The defaults named above. */
    public static ChannelSettings defaults() {
        return new ChannelSettings(
                8 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                256L << 20,
                null);
    }

    /** These settings with another cap. */
    public ChannelSettings withMessageCap(int bytes) {
        return new ChannelSettings(
                bytes,
                pingInterval,
                deadAfter,
                stallProbe,
                stallLimit,
                connectTimeout,
                backoffFirst,
                backoffMost,
                inboundBudget,
                recordTo);
    }

    /** These settings with other keep-alive times. */
    public ChannelSettings withKeepAlive(Duration ping, Duration dead) {
        return new ChannelSettings(
                messageCap,
                ping,
                dead,
                stallProbe,
                stallLimit,
                connectTimeout,
                backoffFirst,
                backoffMost,
                inboundBudget,
                recordTo);
    }

    /** These settings with other times for noticing that a peer stalls. */
    public ChannelSettings withStall(Duration probe, Duration limit) {
        return new ChannelSettings(
                messageCap,
                pingInterval,
                deadAfter,
                probe,
                limit,
                connectTimeout,
                backoffFirst,
                backoffMost,
                inboundBudget,
                recordTo);
    }

    /** These settings with another time for a dial. */
    public ChannelSettings withConnectTimeout(Duration timeout) {
        return new ChannelSettings(
                messageCap,
                pingInterval,
                deadAfter,
                stallProbe,
                stallLimit,
                timeout,
                backoffFirst,
                backoffMost,
                inboundBudget,
                recordTo);
    }

    /** These settings with another backoff. */
    public ChannelSettings withBackoff(Duration first, Duration most) {
        return new ChannelSettings(
                messageCap,
                pingInterval,
                deadAfter,
                stallProbe,
                stallLimit,
                connectTimeout,
                first,
                most,
                inboundBudget,
                recordTo);
    }

    /** These settings with another budget. */
    public ChannelSettings withInboundBudget(long bytes) {
        return new ChannelSettings(
                messageCap,
                pingInterval,
                deadAfter,
                stallProbe,
                stallLimit,
                connectTimeout,
                backoffFirst,
                backoffMost,
                bytes,
                recordTo);
    }

    /** These settings with recording to a directory, or without any. */
    public ChannelSettings withRecordTo(@Nullable Path directory) {
        return new ChannelSettings(
                messageCap,
                pingInterval,
                deadAfter,
                stallProbe,
                stallLimit,
                connectTimeout,
                backoffFirst,
                backoffMost,
                inboundBudget,
                directory);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw invalid(name, value, "> 0");
        }
    }

    private static IllegalArgumentException invalid(String name, Object value, String expected) {
        return ChannelMessages.MESSAGES.settingInvalid(name, value, expected);
    }
}
