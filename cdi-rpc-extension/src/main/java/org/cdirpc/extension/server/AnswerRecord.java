package org.cdirpc.extension.server;

import java.util.Arrays;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.cdirpc.transport.cbor.CborWriter;

/**
 * What is known of a call with a key: who runs it, or what it came to.
 *
 * <p>As bytes it is a CBOR array that begins with the format 1. A newer release may add fields at its end, and never gives
 * one another meaning, so that any release reads what it knows; a state that it does not know is an error, which keeps it
 * from running the call.
 *
 * @param state how far the call is
 * @param claim random, of whoever claimed the call; tells one claim from another of the same claimant
 * @param claimant who claimed it
 * @param arguments the digest of its arguments
 * @param body the result as CBOR with names, a failure's details, or a message; by state
 */
record AnswerRecord(State state, byte[] claim, AnswerBook.Claimant claimant, byte[] arguments, byte[] body) {

    /** How far a call is; the numbers are the ordinals. */
    enum State {
        /** Somebody runs it. */
        CLAIMED,
        /** It returned; the body is the result. */
        RESULT,
        /** It threw; the body is an {@link org.cdirpc.extension.call.FailureDetails}. */
        FAILURE,
        /** It returned more than is kept; the body is a text. */
        TOO_LARGE,
        /** What it returned cannot be encoded; the body is a text. */
        UNENCODABLE
    }

    /** Beyond the body: names, digests and heads. */
    private static final int MOST_ELSE = 4096;

    private static final int FORMAT = 1;
    private static final int FIELDS = 8;
    private static final byte[] NOTHING = {};
    private static final State[] STATES = State.values();

    static AnswerRecord claimed(byte[] claim, AnswerBook.Claimant claimant, byte[] arguments) {
        return new AnswerRecord(State.CLAIMED, claim, claimant, arguments, NOTHING);
    }

    /** The same call, later. */
    AnswerRecord became(State later, byte[] with) {
        return new AnswerRecord(later, claim, claimant, arguments, with);
    }

    boolean isSameClaimAs(AnswerRecord other) {
        return Arrays.equals(claim, other.claim);
    }

    byte[] encode() {
        CborWriter out = new CborWriter(MOST_ELSE + body.length);
        out.writeArray(FIELDS).writeInt(FORMAT).writeInt(state.ordinal()).writeBytes(claim);
        out.writeText(claimant.node()).writeText(claimant.instance()).writeLong(claimant.epoch());
        return out.writeBytes(arguments).writeBytes(body).toByteArray();
    }

    /**
     * From bytes.
     *
     * @throws RuntimeException if this release cannot read them
     */
    static AnswerRecord decode(byte[] bytes, CborLimits limits) {
        CborReader in = new CborReader(bytes, 0, bytes.length, limits);
        int fields = in.readArray();
        int format = in.readInt();
        int state = in.readInt();
        if (fields < FIELDS || state < 0 || state >= STATES.length) {
            throw new IllegalArgumentException(
                    IdempotencyMessages.TEXT.unreadableRecord(format, fields, state, FIELDS, STATES.length - 1));
        }
        byte[] claim = in.readBytes();
        AnswerBook.Claimant claimant = new AnswerBook.Claimant(in.readText(), in.readText(), in.readLong());
        return new AnswerRecord(STATES[state], claim, claimant, in.readBytes(), in.readBytes());
    }
}
