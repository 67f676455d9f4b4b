package org.cdirpc.cluster;

import java.util.Objects;
import org.cdirpc.spi.Version;

/**
 * One service that an instance serves.
 *
 * @param key the service
 * @param version the version it serves
 * @param contractHash a digest of the contract's shape, at most 128 characters, for diagnosis and for skipping a
 *     comparison where both sides are equal; empty if not known
 * @throws IllegalArgumentException if the hash is out of its range
 */
public record ServiceOffer(ServiceKey key, Version version, String contractHash) {

    public ServiceOffer {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        Text.line("contract hash", contractHash, 0, 128);
    }
}
