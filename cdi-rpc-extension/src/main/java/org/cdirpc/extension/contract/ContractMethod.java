package org.cdirpc.extension.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One remote method of a contract.
 *
 * @param method the interface's method; where several interfaces declare it, the one with the most specific result
 * @param index its place among the contract's methods, from 0, in the order of {@link Signature#call()}
 * @param kind how it gives its result
 * @param parameterTypes resolved types of its parameters
 * @param resultType resolved type of what travels back; {@code void.class} for nothing
 * @param declared the exceptions of its throws clause that can be rebuilt from data
 * @param timeoutNanos its own or its contract's time limit in nanoseconds; 0 for none
 * @param idempotent whether running it twice does no harm
 * @param calling what its callers do
 * @param signature how the two ends of a channel agree on it
 * @param idempotencyKey where the key is by which the provider knows a repeat and answers it instead of running it again;
 *     null if it does not; such a method is idempotent too
 */
public record ContractMethod(
        Method method,
        int index,
        MethodKind kind,
        List<Type> parameterTypes,
        Type resultType,
        List<Class<? extends Throwable>> declared,
        long timeoutNanos,
        boolean idempotent,
        Calling calling,
        Signature signature,
        @Nullable IdempotencyKey idempotencyKey) {

    /** Immutable copies. */
    public ContractMethod {
        parameterTypes = List.copyOf(parameterTypes);
        declared = List.copyOf(declared);
    }

    ContractMethod withIndex(int newIndex) {
        return new ContractMethod(
                method,
                newIndex,
                kind,
                parameterTypes,
                resultType,
                declared,
                timeoutNanos,
                idempotent,
                calling,
                signature,
                idempotencyKey);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + signature.call();
    }
}
