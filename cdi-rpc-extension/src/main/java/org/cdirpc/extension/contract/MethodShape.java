package org.cdirpc.extension.contract;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Name and erased parameter types of a method: what makes two declarations the same method for a caller. */
public final class MethodShape {

    private MethodShape() {}

    /** The shape as text, equal for a method and its overrides. */
    public static String of(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
