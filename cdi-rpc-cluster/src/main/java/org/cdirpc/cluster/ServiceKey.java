package org.cdirpc.cluster;

/**
 * What a service is known by in the cluster.
 *
 * @param name the service's name, by default its interface's full name; 1 to 512 characters, no control characters
 * @param group separates fleets of one service; at most 128 characters, empty for the nameless group
 * @throws IllegalArgumentException if a member is out of its range
 */
public record ServiceKey(String name, String group) {

    public ServiceKey {
        Text.line("service name", name, 1, 512);
        Text.line("service group", group, 0, 128);
    }

    /** The name alone, or {@code name@group}. */
    @Override
    public String toString() {
        return group.isEmpty() ? name : name + '@' + group;
    }
}
