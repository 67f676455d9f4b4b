package org.cdirpc.cluster;

import java.util.Objects;
import java.util.Optional;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;

/**
 * One service that a node calls.
 *
 * @param key the service
 * @param range the versions of it that will do
 * @param version the version of the contract that the node has itself
 * @param hash a digest of that contract's shape, by which {@link ContractStore#find} gives its text; at most 128
 *     characters, empty if not known
 * @throws IllegalArgumentException if the hash is out of its range
 */
public record Use(ServiceKey key, VersionRange range, Version version, String hash) {

    public Use {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        if (range.most().isEmpty() && range.mostIncluded()) {
            // Says the same, and has a text that can be read again.
            range = new VersionRange(range.least(), range.leastIncluded(), Optional.empty(), false);
        }
        Text.line("contract hash", hash, 0, 128);
    }
}
