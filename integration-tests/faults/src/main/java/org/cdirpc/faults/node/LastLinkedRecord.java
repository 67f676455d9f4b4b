package org.cdirpc.faults.node;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Before JDK 18 the JDK holds on to the class of a component of whichever record it linked last, and with it to the class
 * loader: {@code MethodHandle.asTypeCache} of the handles in {@link ObjectMethods} (JDK-8078641). That is one class loader
 * of all that there ever were, until somebody's next record; no library can let go of it. For whoever counts class loaders.
 */
final class LastLinkedRecord {

    private record Own(Own component) {}

    private LastLinkedRecord() {}

    /** Makes it a record of this class's loader. */
    static void displace() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle getter = lookup.findGetter(Own.class, "component", Own.class);
            link(lookup, "equals", MethodType.methodType(boolean.class, Own.class, Object.class), getter);
            link(lookup, "hashCode", MethodType.methodType(int.class, Own.class), getter);
            link(lookup, "toString", MethodType.methodType(String.class, Own.class), getter);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void link(MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle getter)
            throws Throwable {
        ObjectMethods.bootstrap(lookup, method, type, Own.class, "component", getter);
    }
}
