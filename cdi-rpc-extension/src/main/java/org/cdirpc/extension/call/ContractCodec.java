package org.cdirpc.extension.call;

import java.util.List;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborMapping;

/**
 * A contract with the encoders and decoders of its methods.
 *
 * @param contract the contract
 * @param methods one for each of its methods, by index
 */
public record ContractCodec(Contract contract, List<MethodCodec> methods) {

    /** Immutable copies. */
    public ContractCodec {
        methods = List.copyOf(methods);
    }

    /**
     * Makes the encoders and decoders.
     *
     * @param messageCap the most bytes of one message
     */
    public static ContractCodec of(Contract contract, CborMapping mapping, int messageCap) {
        return new ContractCodec(
                contract,
                contract.methods().stream()
                        .map(method -> new MethodCodec(method, mapping, messageCap))
                        .toList());
    }
}
