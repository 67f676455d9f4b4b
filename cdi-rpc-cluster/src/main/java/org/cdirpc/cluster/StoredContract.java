package org.cdirpc.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.cdirpc.spi.Version;

/**
 * One version of a contract as the cluster keeps it. Whoever reads it compares the hash with the text's own, for anyone in
 * the cluster may have written it.
 *
 * @param key the service
 * @param version the contract's version
 * @param hash a digest of the contract's shape; 1 to 128 characters, no control characters
 * @param text the contract's description, of which a store knows nothing; 1 to {@link #MAX_BYTES} bytes of UTF-8
 * @throws IllegalArgumentException if a member is out of its range
 */
public record StoredContract(ServiceKey key, Version version, String hash, String text) {

    /** The most bytes that a text may have, 1 MiB. */
    public static final int MAX_BYTES = 1024 * 1024;

    public StoredContract {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        Text.line("contract hash", hash, 1, 128);
        // Every character takes at least a byte: what is far too long is not encoded first.
        int size = text.length() > MAX_BYTES ? text.length() : text.getBytes(UTF_8).length;
        if (size == 0 || size > MAX_BYTES) {
            throw MESSAGES.contractSize(key.toString(), version.toString(), size, MAX_BYTES);
        }
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw MESSAGES.contractText(key.toString(), version.toString());
        }
    }

    /** The text as bytes: UTF-8. */
    public byte[] encode() {
        return text.getBytes(UTF_8);
    }

    /**
     * A contract with a text that anyone in the cluster may have written.
     *
     * @throws MalformedRecordException if it is empty, too large, or no UTF-8; nothing else is thrown, whatever the bytes
     */
    public static StoredContract decode(ServiceKey key, Version version, String hash, byte[] bytes)
            throws MalformedRecordException {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new MalformedRecordException(bytes.length + " bytes (expected: from 1 to " + MAX_BYTES + ")");
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new StoredContract(key, version, hash, text);
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("it is not UTF-8", e);
        }
    }
}
