package org.cdirpc.spi;

/** Why a call failed, in a word that machines can act on. The numbers are part of the protocol and never reused. */
public enum FailureCode {
    /** A fault of the framework itself, or a code of a newer release. */
    INTERNAL(0),
    /** No instance can take the call. */
    UNAVAILABLE(1),
    /** The instance is draining: it finishes what it has and takes nothing new. */
    DRAINING(2),
    /** Admission was refused because of load. */
    REJECTED(3),
    /** The deadline passed. */
    DEADLINE_EXCEEDED(4),
    /** The caller gave the call up. */
    CANCELLED(5),
    /** The channel could not be opened. */
    CONNECT_FAILED(6),
    /** The channel died after the call was sent. */
    CONNECTION_LOST(7),
    /** The caller's identity is missing or not accepted. */
    UNAUTHENTICATED(8),
    /** The caller may not do this. */
    FORBIDDEN(9),
    /** The provider does not serve this service, group or method. */
    CONTRACT_MISMATCH(10),
    /** The arguments cannot be encoded or decoded. */
    BAD_ARGUMENTS(11),
    /** The result cannot be encoded or decoded. */
    BAD_RESULT(12),
    /** The arguments are larger than the message cap. */
    ARGUMENTS_TOO_LARGE(13),
    /** The result is larger than the message cap. */
    RESULT_TOO_LARGE(14),
    /** The method threw an exception that the contract declares. */
    APPLICATION_EXCEPTION(15),
    /** The method threw an exception that the contract does not declare. */
    UNDECLARED_EXCEPTION(16);

    private static final FailureCode[] BY_WIRE_ID = values();

    private final int wireId;

    FailureCode(int wireId) {
        this.wireId = wireId;
    }

    /** The stable number of this value in frames. */
    public int wireId() {
        return wireId;
    }

    /** The value of a number in a frame; one that this release does not know is {@link #INTERNAL}. */
    public static FailureCode ofWireId(int wireId) {
        return wireId >= 0 && wireId < BY_WIRE_ID.length ? BY_WIRE_ID[wireId] : INTERNAL;
    }
}
