package org.cdirpc.extension.server;

import java.util.List;
import org.cdirpc.RpcServerInterceptor;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.version.ContractDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A contract and what serves it.
 *
 * @param codec the contract with its encoders and decoders
 * @param bean names what serves it, in messages
 * @param access how a call reaches it
 * @param interceptors stand around its calls, those that apply to the contract; the outermost first
 */
public record Export(
        ContractCodec codec, String bean, BeanAccess access, List<? extends RpcServerInterceptor> interceptors) {

    /** An immutable copy. */
    public Export {
        interceptors = List.copyOf(interceptors);
    }

    /** Without interceptors. */
    public Export(ContractCodec codec, String bean, BeanAccess access) {
        this(codec, bean, access, List.of());
    }

    /** The contract. */
    public Contract contract() {
        return codec.contract();
    }

    /** What the contract looks like from outside. */
    public ContractDescriptor descriptor() {
        return codec.descriptor();
    }

    List<ExportedMethod> methods(LimitTable limits, @Nullable Idempotency idempotency) {
        return codec.methods().stream()
                .map(method -> new ExportedMethod(this, method, limits, idempotency))
                .toList();
    }
}
