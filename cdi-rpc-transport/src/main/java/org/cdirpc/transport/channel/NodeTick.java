package org.cdirpc.transport.channel;

/** What the timer of one node side does: looks at its workers at each tick, and at its channels less often. */
final class NodeTick implements Ticker.Task {

    private final Pumps pumps;
    private final Ticker.Task channels;
    // By the timer thread.
    private long sinceChannels;

    NodeTick(Pumps pumps, Ticker.Task channels) {
        this.pumps = pumps;
        this.channels = channels;
    }

    @Override
    public boolean tick(long now, long elapsed) {
        boolean soon = pumps.look();
        sinceChannels += elapsed;
        if (sinceChannels < Ticker.ACTIVE_NANOS) {
            return true;
        }
        long since = sinceChannels;
        sinceChannels = 0;
        return soon | channels.tick(now, since);
    }
}
