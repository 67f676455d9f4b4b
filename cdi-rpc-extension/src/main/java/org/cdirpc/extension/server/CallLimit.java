package org.cdirpc.extension.server;

/**
 * How much of something a provider does.
 *
 * @param concurrent the most calls that run or wait for a thread at a time; 0 for no limit
 * @param perSecond the most calls that begin in a second; 0 for no limit
 */
public record CallLimit(int concurrent, int perSecond) {

    /** No limit. */
    public static final CallLimit NONE = new CallLimit(0, 0);

    boolean isNone() {
        return concurrent <= 0 && perSecond <= 0;
    }

    /** What of this limit is left where the other one goes over it. */
    CallLimit without(CallLimit other) {
        return new CallLimit(other.concurrent > 0 ? 0 : concurrent, other.perSecond > 0 ? 0 : perSecond);
    }
}
