package org.cdirpc.extension.node;

import java.util.List;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.VersionRange;

/**
 * Nodes that use a service in the same way.
 *
 * @param nodes their names, in order
 * @param range the versions that will do for them
 * @param hash tells shapes apart
 * @param contract what they were compiled with
 */
record LiveConsumer(List<String> nodes, VersionRange range, String hash, ContractDescriptor contract) {

    LiveConsumer {
        nodes = List.copyOf(nodes);
    }

    /** Such as {@code web-1, web-2 (1.2)}; with the range where that is another than the version's own. */
    @Override
    public String toString() {
        String version = contract.version().toString();
        String accepted = range.toString();
        return String.join(", ", nodes) + " (" + version + (accepted.equals(version) ? "" : ", accepts " + accepted)
                + ")";
    }
}
