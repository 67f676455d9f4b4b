package org.cdirpc.extension.node;

import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/**
 * A node that serves a service and takes calls.
 *
 * @param node the node's name
 * @param version the version that it serves
 * @param hash tells shapes apart; empty if not known
 * @param contract what it serves; null if it does not say, as nodes of older releases of cdi-rpc
 */
record LiveProvider(
        String node, Version version, String hash, @Nullable ContractDescriptor contract) {

    /** Such as {@code shop-1 (1.3)}. */
    @Override
    public String toString() {
        return node + " (" + version + ")";
    }
}
