package org.cdirpc.sample.demo.account;

import org.cdirpc.sample.demo.account.Told.Failed;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;

/**
 * A provider that was killed outright: the one excuse for a call without an answer.
 *
 * @param node who was killed
 * @param from epoch milliseconds before the signal was sent
 * @param to epoch milliseconds when the process was seen to be gone
 */
public record Kill(String node, long from, long to) {

    /** How long after its death calls may still be sent to it, until its channels are seen to be closed. */
    private static final long UNNOTICED_MILLIS = 1000;

    /**
     * Whether a failure is what the kill explains: the call was with this node while it died, and says that its fate is
     * unknown because the connection was lost. Everything else should have gone to another node.
     */
    boolean explains(Failed failed) {
        return failed.progress().filter(Progress.UNKNOWN::equals).isPresent()
                && failed.code().equals(FailureCode.CONNECTION_LOST.name())
                && (failed.node().isEmpty() || failed.node().equals(node))
                && failed.startedAt() <= to + UNNOTICED_MILLIS
                && failed.endedAt() >= from
                && failed.endedAt() <= to + 2 * UNNOTICED_MILLIS;
    }
}
