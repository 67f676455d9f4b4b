package org.cdirpc.transport.channel;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all channels of one node side share.
 *
 * @param pumps the workers that have taken channels over
 * @param hurry tells the timer thread that something is pending
 * @param firstCallId the first call id on each channel: 1, but in tests of what happens near the last one
 */
record ChannelContext(
        ChannelSettings settings,
        ScratchBuffers scratch,
        InboundBudget budget,
        Pumps pumps,
        Runnable hurry,
        int firstCallId) {

    static ChannelContext of(ChannelSettings settings, Runnable hurry) {
        return of(settings, null, hurry);
    }

    static ChannelContext of(ChannelSettings settings, @Nullable Executor workers, Runnable hurry) {
        InboundBudget budget = new InboundBudget(settings.inboundBudget());
        return new ChannelContext(settings, new ScratchBuffers(), budget, new Pumps(workers), hurry, 1);
    }
}
