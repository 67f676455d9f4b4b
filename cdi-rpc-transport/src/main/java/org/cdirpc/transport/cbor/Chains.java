package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Puts handles together, one behind the other. */
final class Chains {

    private Chains() {}

    /** Handles of the same arguments, run in order. At least one; none returns anything. */
    static MethodHandle sequence(List<MethodHandle> steps) {
        MethodHandle all = steps.get(steps.size() - 1);
        for (int i = steps.size() - 2; i >= 0; i--) {
            all = MethodHandles.foldArguments(all, steps.get(i));
        }
        return all;
    }

    /**
     * {@code (CborCursor)R}: the results of the readers, run in order, as arguments of the target.
     *
     * @param target {@code (X0..Xn)R}
     * @param readers each {@code (CborCursor)Xi}
     * @param argument which argument of the target a reader's result is
     */
    static MethodHandle construct(MethodHandle target, List<MethodHandle> readers, int[] argument) {
        int n = readers.size();
        // (X of the last reader, .., X of the first, CborCursor)R, so that every fold puts its result in front.
        MethodType type = MethodType.methodType(target.type().returnType(), CborCursor.class);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            type = type.insertParameterTypes(0, readers.get(i).type().returnType());
            order[argument[i]] = n - 1 - i;
        }
        MethodHandle all = MethodHandles.permuteArguments(target, type, order);
        for (int i = n - 1; i >= 0; i--) {
            List<Class<?>> before = all.type().parameterList().subList(1, i + 1);
            all = MethodHandles.foldArguments(all, MethodHandles.dropArguments(readers.get(i), 0, before));
        }
        return all;
    }
}
