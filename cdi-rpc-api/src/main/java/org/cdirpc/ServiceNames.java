package org.cdirpc;

/** What the service of a contract is known by. */
final class ServiceNames {

    private ServiceNames() {}

    /**
     * The annotation of a contract.
     *
     * @throws IllegalArgumentException if the class is no contract
     */
    static Remote remoteOf(Class<?> contract) {
        Remote remote = contract.getAnnotation(Remote.class);
        if (remote == null) {
            throw new IllegalArgumentException(
                    "CDIRPC000088: " + contract.getName() + " is no contract (expected: an interface that is @Remote)");
        }
        return remote;
    }

    /**
     * The service's name.
     *
     * @throws IllegalArgumentException if the class is no contract
     */
    static String of(Class<?> contract) {
        String name = remoteOf(contract).name();
        return name.isEmpty() ? contract.getName() : name;
    }
}
