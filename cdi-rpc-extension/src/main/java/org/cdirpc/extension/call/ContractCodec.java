package org.cdirpc.extension.call;

import java.util.List;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.transport.cbor.CborMapping;
import org.jspecify.annotations.Nullable;

/** A contract with the encoders and decoders of its methods, and with its descriptor. Thread-safe. */
public final class ContractCodec {

    private final Contract contract;
    private final CborMapping mapping;
    private final List<MethodCodec> methods;
    /** Made when first asked for, as a contract may never be called; twice at worst. */
    private volatile @Nullable ContractDescriptor descriptor;

    private ContractCodec(Contract contract, CborMapping mapping, List<MethodCodec> methods) {
        this.contract = contract;
        this.mapping = mapping;
        this.methods = methods;
    }

    /**
     * Makes the encoders and decoders.
     *
     * @param messageCap the most bytes of one message
     */
    public static ContractCodec of(Contract contract, CborMapping mapping, int messageCap) {
        return new ContractCodec(
                contract,
                mapping,
                contract.methods().stream()
                        .map(method -> new MethodCodec(method, mapping, messageCap))
                        .toList());
    }

    /** The contract. */
    public Contract contract() {
        return contract;
    }

    /** One for each of its methods, by index. */
    public List<MethodCodec> methods() {
        return methods;
    }

    /** What the contract looks like from outside. The first call takes milliseconds. */
    public ContractDescriptor descriptor() {
        ContractDescriptor made = descriptor;
        if (made == null) {
            made = ContractDescriptor.of(contract, mapping);
            descriptor = made;
        }
        return made;
    }
}
