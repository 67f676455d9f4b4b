package org.cdirpc.extension.contract;

import java.util.List;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;

/**
 * A {@code @Remote} interface, read once. Immutable.
 *
 * @param type the interface
 * @param service its name in the cluster
 * @param group its group; empty for the nameless one
 * @param version its version as written in the annotation
 * @param methods its remote methods, by index
 */
public record Contract(Class<?> type, String service, String group, String version, List<ContractMethod> methods) {

    /** Immutable copies. */
    public Contract {
        methods = List.copyOf(methods);
    }

    /** Reads an interface and collects everything that is wrong with it. */
    public static ContractReading read(Class<?> type) {
        return read(type, new CborMapping(CborLimits.DEFAULT));
    }

    /** Reads an interface with a mapping that is there already, which spares making one. */
    public static ContractReading read(Class<?> type, CborMapping mapping) {
        return new ContractReader(type, mapping).read();
    }
}
