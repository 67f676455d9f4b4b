package org.cdirpc.extension.server;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.spi.Version;

/**
 * A version of a service that is served.
 *
 * @param methods by index
 */
record Offer(Version version, ContractDescriptor descriptor, List<ExportedMethod> methods) {

    static final Comparator<Offer> NEWEST_FIRST =
            Comparator.comparing(Offer::version).reversed();

    /** Their versions, for people. */
    static String versions(List<Offer> offers) {
        return offers.stream().map(offer -> offer.version().toString()).collect(Collectors.joining(", "));
    }
}
