package org.cdirpc.extension.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.transport.cbor.CborMapping;

/** The contracts that one node calls, each read once. Thread-safe. */
final class ContractCodecs {

    private final CborMapping mapping;
    private final int messageCap;
    private final Map<Class<?>, ContractCodec> codecs = new ConcurrentHashMap<>();

    ContractCodecs(CborMapping mapping, int messageCap) {
        this.mapping = mapping;
        this.messageCap = messageCap;
    }

    /**
     * A contract with its codecs.
     *
     * @throws IllegalArgumentException if the interface is no contract; the message lists everything that is wrong
     */
    ContractCodec of(Class<?> type) {
        return codecs.computeIfAbsent(type, this::read);
    }

    private ContractCodec read(Class<?> type) {
        ContractReading reading = Contract.read(type, mapping);
        Contract contract = reading.contract()
                .orElseThrow(
                        () -> new IllegalArgumentException(String.join(System.lineSeparator(), reading.problems())));
        return ContractCodec.of(contract, mapping, messageCap);
    }
}
