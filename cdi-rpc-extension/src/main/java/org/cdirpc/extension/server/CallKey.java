package org.cdirpc.extension.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;

/**
 * Under which key a call is in the {@link AnswerBook}: the SHA-256 of its service, method, principal and the key that the
 * caller gave it. The arguments are no part of it but of the entry: under a key of their own, a write whose key was used
 * before with other arguments would run as if it were new, and a caller's mistake would never be seen.
 */
final class CallKey {

    private static final String FORMAT = "cdi-rpc/1";

    private CallKey() {}

    /**
     * The key.
     *
     * @param principal on whose behalf; empty for nobody
     * @param key what the caller gave it
     */
    static byte[] of(Contract contract, ContractMethod method, String principal, String key) {
        MessageDigest digest = sha256();
        // The group and the kinds of parameters are what the two ends of a channel agree on; classes and versions are
        // not.
        String[] parts = {
            FORMAT, contract.service(), contract.group(), method.signature().call(), principal, key
        };
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
