package org.cdirpc.transport.channel;

import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a calling channel answers by itself, for calls that it cannot send or whose answers do not come. The texts say where
 * the time went, and what the channel has seen of the other side meanwhile. Thread-safe.
 */
final class LocalAnswers {

    private static final ChannelMessages TEXT = ChannelMessages.MESSAGES;

    private final Peer peer;
    private final FrameChannel channel;
    private final Outbox outbox;
    private final int messageCap;
    private final long mostUnsent;
    private final long openedNanos;

    LocalAnswers(Peer peer, FrameChannel channel, int messageCap) {
        this.peer = peer;
        this.channel = channel;
        this.outbox = channel.outbox();
        this.messageCap = messageCap;
        this.mostUnsent = Math.max(16L << 20, 4L * messageCap);
        this.openedNanos = peer.nanoTime();
    }

    /** Why a call cannot be sent now; null if it can. */
    @Nullable
    Answer refusal(PendingSend call, long now) {
        if (!outbox.takesMore()) {
            // Being shut. Until the other side is gone this may take a second, in which a call gets further elsewhere.
            return notSent(
                    FailureCode.CONNECT_FAILED, TEXT.lostBeforeSending(peer.describe(), channel.whyShut()), null);
        }
        long unsent = outbox.unsent();
        if (unsent >= mostUnsent) {
            return notSent(FailureCode.REJECTED, TEXT.tooMuchUnsent(unsent, peer.describe(), mostUnsent), null);
        }
        long late = now - call.call().deadlineNanos();
        if (late >= 0) {
            long waited = waitedForChannel(call);
            String where = waited > 0 ? TEXT.waitedForChannel(waited) : TEXT.lateHere();
            return notSent(
                    FailureCode.DEADLINE_EXCEEDED, TEXT.deadlineBefore(peer.describe(), late / 1_000_000, where), null);
        }
        return null;
    }

    Answer bindTooLarge(int bytes) {
        String what = bytes + " bytes (expected: at most " + messageCap + ", the message cap)";
        return notSent(FailureCode.INTERNAL, TEXT.bindFailed(peer.describe(), what), null);
    }

    Answer bindFailed(Throwable cause) {
        return notSent(FailureCode.INTERNAL, TEXT.bindFailed(peer.describe(), cause.toString()), cause);
    }

    Answer renamingFailed(Throwable cause) {
        return notSent(FailureCode.INTERNAL, TEXT.renamingFailed(peer.describe(), cause.toString()), cause);
    }

    Answer resultRefused(MessageAssembler.Why cause) {
        String why = cause == MessageAssembler.Why.OVER_CAP
                ? "larger than the message cap of " + messageCap + " bytes; raise it"
                : "too many unfinished results at once; raise the inbound budget";
        return Answer.localFailure(
                Progress.COMPLETED, FailureCode.RESULT_TOO_LARGE, TEXT.resultRefused(peer.describe(), why), null);
    }

    /** Of a call that is given up, by its deadline or its caller. */
    Answer givenUp(PendingSend call, FailureCode code, boolean unsent) {
        long now = peer.nanoTime();
        long waited = call.waitedMillis(now);
        String at = peer.describe();
        String reason;
        if (code != FailureCode.DEADLINE_EXCEEDED) {
            reason = TEXT.cancelledSent(at, unsent ? "unsent" : "sent", waited);
        } else if (unsent) {
            reason = TEXT.deadlineUnsent(at, waited, outbox.unsent(), heard(now, waited));
        } else {
            long before = waitedForChannel(call);
            long since = Math.max(0, waited - before);
            reason = TEXT.deadlineSent(before, at, since, heard(now, since));
        }
        return Answer.localFailure(unsent ? Progress.NOT_SENT : Progress.UNKNOWN, code, reason, null);
    }

    /** Of a call whose channel ended; one that did not leave whole cannot have been run. */
    Answer lost(PendingSend call, boolean sent, String why, @Nullable Throwable cause) {
        String at = peer.describe();
        return sent
                ? Answer.localFailure(
                        Progress.UNKNOWN,
                        FailureCode.CONNECTION_LOST,
                        TEXT.lostAfterSending(at, call.waitedMillis(peer.nanoTime()), why),
                        cause)
                : notSent(FailureCode.CONNECT_FAILED, TEXT.lostBeforeSending(at, why), cause);
    }

    /** What the silence of the other side, or its sounds, say of a call that has been here for so long. */
    private String heard(long now, long callMillis) {
        long silent = channel.silentMillis(now);
        return silent < callMillis ? TEXT.heardLately(silent) : TEXT.heardNothing(silent);
    }

    /** How long it waited before this channel was there, in milliseconds; calls wait for nothing else. */
    private long waitedForChannel(PendingSend call) {
        return Math.max(0, call.waitedMillis(openedNanos));
    }

    private static Answer notSent(FailureCode code, String reason, @Nullable Throwable cause) {
        return Answer.localFailure(Progress.NOT_SENT, code, reason, cause);
    }
}
