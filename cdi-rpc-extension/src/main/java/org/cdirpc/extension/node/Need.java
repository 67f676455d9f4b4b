package org.cdirpc.extension.node;

import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;

/**
 * What a proxy of this node needs.
 *
 * @param codec the node's own release of the contract
 * @param service the service that is called; the group may be another than the contract's
 * @param range the versions that will do
 */
record Need(ContractCodec codec, ServiceKey service, VersionRange range) {

    /**
     * What a proxy with these options needs.
     *
     * @throws IllegalArgumentException if its version is no version and no range
     */
    static Need of(ContractCodec codec, ProxyOptions options) {
        Contract contract = codec.contract();
        return new Need(
                codec,
                new ServiceKey(contract.service(), options.group().isEmpty() ? contract.group() : options.group()),
                options.version().isEmpty()
                        ? VersionRange.servedBy(Version.parse(contract.version()))
                        : VersionRange.parse(options.version()));
    }

    /** Such as {@code shop.Orders@blue 1.2}. */
    @Override
    public String toString() {
        return service + " " + range;
    }
}
