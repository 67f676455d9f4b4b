package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.NodeMessages.TEXT;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cdirpc.RpcControl;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.OverrideKey;
import org.cdirpc.cluster.OverrideKey.Kind;
import org.cdirpc.cluster.OverrideKey.Scope;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServicePart;

/** Instances as an operator names them: looked up at each use, for they come and go. Thread-safe. */
final class ControlledNode implements RpcControl.Node {

    private static final int MOST_NAMED = 20;

    private final NodeControl control;
    private final String shown;
    private final String name;

    /**
     * By a name.
     *
     * @param shown what it is called
     * @param name a node's name, or an instance's id
     * @throws IllegalArgumentException if that can be no name
     */
    ControlledNode(NodeControl control, String shown, String name) {
        this.control = control;
        this.shown = shown;
        this.name = new OverrideKey(Scope.NODE, name, ServicePart.WHOLE, Kind.WITHDRAWN).name();
    }

    @Override
    public String name() {
        return shown;
    }

    /** Those meant, by their ids, with the names of their nodes; the own one too if it is not announced. */
    private Map<String, String> instances() {
        Map<String, String> found = new TreeMap<>();
        for (Instance instance : control.directory().snapshot().instances().values()) {
            if (name.equals(instance.node()) || name.equals(instance.instanceId())) {
                found.put(instance.instanceId(), instance.node());
            }
        }
        String ownNode = control.identity().node();
        String ownInstance = control.identity().instance();
        if (name.equals(ownNode) || name.equals(ownInstance)) {
            found.put(ownInstance, ownNode);
        }
        return found;
    }

    @Override
    public void withdraw(RpcControl.Part part, RpcControl.Lasting lasting, String reason) {
        control.change(keys(part, lasting, Kind.WITHDRAWN), 0, reason, Set.of());
    }

    @Override
    public void putBack(RpcControl.Part part) {
        control.change(Set.of(), 0, "", allKeys(part, Kind.WITHDRAWN));
    }

    @Override
    public void weigh(RpcControl.Part part, int weight, RpcControl.Lasting lasting) {
        if (weight < 1) {
            throw new IllegalArgumentException(TEXT.weightTooSmall(weight));
        }
        control.change(keys(part, lasting, Kind.WEIGHT), weight, "", Set.of());
    }

    @Override
    public void weighAsConfigured(RpcControl.Part part) {
        control.change(Set.of(), 0, "", allKeys(part, Kind.WEIGHT));
    }

    private Set<OverrideKey> keys(RpcControl.Part part, RpcControl.Lasting lasting, Kind kind) {
        ServicePart meant = meant(part);
        Map<String, String> instances = instances();
        if (lasting == RpcControl.Lasting.UNTIL_ENDED) {
            // A node that is not known now may be down, and is meant all the same.
            Set<String> nodes = instances.isEmpty() ? Set.of(name) : Set.copyOf(instances.values());
            return nodes.stream()
                    .map(node -> new OverrideKey(Scope.NODE, node, meant, kind))
                    .collect(Collectors.toSet());
        }
        if (instances.isEmpty()) {
            String known = control.directory().snapshot().instances().values().stream()
                    .map(Instance::node)
                    .distinct()
                    .sorted()
                    .limit(MOST_NAMED)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(TEXT.noSuchInstance(name, known.isEmpty() ? "none" : known));
        }
        return instances.keySet().stream()
                .map(instance -> new OverrideKey(Scope.INSTANCE, instance, meant, kind))
                .collect(Collectors.toSet());
    }

    private Set<OverrideKey> allKeys(RpcControl.Part part, Kind kind) {
        ServicePart meant = meant(part);
        Set<OverrideKey> keys = new HashSet<>();
        // By its own name in either sense as well: what it names may have gone.
        keys.add(new OverrideKey(Scope.NODE, name, meant, kind));
        keys.add(new OverrideKey(Scope.INSTANCE, name, meant, kind));
        instances().forEach((instance, node) -> {
            keys.add(new OverrideKey(Scope.NODE, node, meant, kind));
            keys.add(new OverrideKey(Scope.INSTANCE, instance, meant, kind));
        });
        return keys;
    }

    @Override
    public boolean isWithdrawn(RpcControl.Part part) {
        ServicePart meant = meant(part);
        Map<String, String> instances = instances();
        if (instances.isEmpty()) {
            instances = Map.of(name, name);
        }
        return instances.entrySet().stream()
                .allMatch(one -> control.laid()
                                .current()
                                .withdrawal(one.getValue(), one.getKey(), meant.service(), meant.version())
                        != null);
    }

    @Override
    public List<RpcControl.Overridden> overrides() {
        Set<String> names = new HashSet<>(Set.of(name));
        instances().forEach((instance, node) -> {
            names.add(instance);
            names.add(node);
        });
        return control.overrides(key -> names.contains(key.name()));
    }

    private static ServicePart meant(RpcControl.Part part) {
        return part.service().isEmpty()
                ? new ServicePart(null, part.version())
                : new ServicePart(new ServiceKey(part.service(), part.group()), part.version());
    }

    /** As it is called. */
    @Override
    public String toString() {
        return shown;
    }
}
