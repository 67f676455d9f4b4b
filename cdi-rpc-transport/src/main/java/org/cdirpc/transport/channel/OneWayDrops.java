package org.cdirpc.transport.channel;

/**
 * Says in the log that one-way calls of one channel were dropped, since nobody is answered: the first of each reason, and
 * then how many at most once a minute. Called in the channel's turn only.
 */
final class OneWayDrops {

    /** Why one was dropped, and what helps. */
    enum Reason {
        EXPIRED("its deadline had passed when it arrived", "A longer timeout, or fewer calls at once, helps"),
        DRAINING("this node is draining", "The caller sends the next ones elsewhere"),
        TOO_LARGE("it is larger than the message cap", "Raise the cap on both sides, or send less at once"),
        NO_ROOM("too much is unfinished at once", "Raise the inbound budget, or send less at once"),
        STALLED("its fragments ceased to come", "Look at the caller, or at the network between");

        private final String what;
        private final String fix;

        Reason(String what, String fix) {
            this.what = what;
            this.fix = fix;
        }
    }

    private static final long BETWEEN_NANOS = 60_000_000_000L;

    private final String remote;
    private final long[] counts = new long[Reason.values().length];
    private final long[] saidNanos = new long[Reason.values().length];

    OneWayDrops(String remote) {
        this.remote = remote;
    }

    void dropped(Reason reason, long now) {
        int i = reason.ordinal();
        counts[i]++;
        if (counts[i] == 1 || now - saidNanos[i] >= BETWEEN_NANOS) {
            saidNanos[i] = now;
            ChannelLog.LOG.oneWayDropped(remote, reason.what, counts[i], reason.fix);
        }
    }
}
