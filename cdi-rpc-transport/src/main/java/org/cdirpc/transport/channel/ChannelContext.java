package org.cdirpc.transport.channel;

/**
 * What all channels of one node side share.
 *
 * @param hurry tells the timer thread that something is pending
 * @param firstCallId the first call id on each channel: 1, but in tests of what happens near the last one
 */
record ChannelContext(
        ChannelSettings settings, ScratchBuffers scratch, InboundBudget budget, Runnable hurry, int firstCallId) {

    static ChannelContext of(ChannelSettings settings, Runnable hurry) {
        return new ChannelContext(
                settings, new ScratchBuffers(), new InboundBudget(settings.inboundBudget()), hurry, 1);
    }
}
