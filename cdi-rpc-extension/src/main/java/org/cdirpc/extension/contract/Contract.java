package org.cdirpc.extension.contract;

/** A {@code @Remote} interface, read once. Immutable. */
public final class Contract {

    private final Class<?> type;

    private Contract(Class<?> type) {
        this.type = type;
    }

    /** Reads an interface and collects everything that is wrong with it. */
    public static ContractReading read(Class<?> type) {
        throw new AssertionError();
    }

    /** The interface. */
    public Class<?> type() {
        return type;
    }
}
