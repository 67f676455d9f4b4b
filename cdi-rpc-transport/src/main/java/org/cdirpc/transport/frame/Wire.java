package org.cdirpc.transport.frame;

/** Numbers of {@code cdi-rpc/1}; PROTOCOL.md is the normative text. */
public final class Wire {

    /** The token of the HTTP upgrade. */
    public static final String PROTOCOL = "cdi-rpc/1";
    /** The path of the HTTP upgrade. */
    public static final String PATH = "/cdi-rpc";
    /** The header with the stable name of the node that sends it. */
    public static final String NODE_HEADER = "CdiRpc-Node";
    /** The header with the instance id of the node that sends it. */
    public static final String INSTANCE_HEADER = "CdiRpc-Instance";
    /** The header with the instance id that the dialling node expects; absent for static endpoints. */
    public static final String EXPECT_INSTANCE_HEADER = "CdiRpc-Expect-Instance";
    /** The header with the capability bits, in hexadecimal. */
    public static final String CAPABILITIES_HEADER = "CdiRpc-Capabilities";
    /** The capability bit of a node that understands {@link #POSITIONAL}. */
    public static final long CAN_POSITIONAL = 0x1;
    /** The capability bit of a node that reads the consumer's range and descriptor in BIND, and skips what stands behind. */
    public static final long CAN_DESCRIBE = 0x2;
    /** The capability bits of this release. */
    public static final long CAPABILITIES = CAN_POSITIONAL | CAN_DESCRIBE;

    /** The length field itself, in bytes. */
    public static final int LENGTH_BYTES = 4;
    /** Type, flags, method and id, in bytes. */
    public static final int HEADER_BYTES = 8;
    /** Remaining and sent-at of a CALL, in bytes. */
    public static final int TIME_BYTES = 8;
    /** The largest payload of one frame, in bytes; larger messages are sent in fragments. */
    public static final int FRAGMENT_BYTES = 1 << 16;
    /** The smallest payload of a frame that has the flag MORE, in bytes. */
    public static final int LEAST_FRAGMENT_BYTES = 1 << 10;
    /** The fixed part of a FAIL's payload, in bytes. */
    public static final int FAIL_BYTES = 8;
    /** The payload of PING and PONG, in bytes. */
    public static final int PING_BYTES = 8;
    /** The fixed part of a GOAWAY's payload, in bytes. */
    public static final int GOAWAY_BYTES = 5;
    /** The longest text of a GOAWAY, in bytes. */
    public static final int GOAWAY_TEXT_BYTES = 1024;

    /** The message continues in another frame with the same type and id. */
    public static final int MORE = 0x01;
    /** The payload begins with a CBOR map of attachments. */
    public static final int ATTACHMENTS = 0x02;
    /** No answer is wanted. */
    public static final int NO_REPLY = 0x04;

    /** Objects in the body are arrays of their fields' values; only where both sides agreed on the fields at BIND. */
    public static final int POSITIONAL = 0x08;

    private Wire() {}
}
