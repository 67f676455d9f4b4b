package org.cdirpc.extension.contract;

import static org.cdirpc.extension.contract.ContractMessages.TEXT;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdirpc.Remote;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborMapping;

/** Reads one interface; made for one reading. */
final class ContractReader {

    private static final int MOST_METHODS = 10_000;

    private final Class<?> type;
    private final CborMapping mapping;
    private final List<String> problems = new ArrayList<>();

    ContractReader(Class<?> type, CborMapping mapping) {
        this.type = type;
        this.mapping = mapping;
    }

    ContractReading read() {
        Remote remote = type.getAnnotation(Remote.class);
        if (!type.isInterface()) {
            problems.add(TEXT.notAnInterface(type.getName()));
        } else if (remote == null) {
            problems.add(TEXT.notRemote(type.getName()));
        } else {
            checkVersion(remote.version());
            List<ContractMethod> methods = readMethods();
            if (problems.isEmpty()) {
                String service = remote.name().isEmpty() ? type.getName() : remote.name();
                Contract contract = new Contract(type, service, remote.group(), remote.version(), methods);
                return new ContractReading(Optional.of(contract), List.of());
            }
        }
        return new ContractReading(Optional.empty(), List.copyOf(problems));
    }

    private void checkVersion(String version) {
        try {
            Version.parse(version);
        } catch (IllegalArgumentException notAVersion) {
            problems.add(TEXT.badVersion(type.getName(), version));
        }
    }

    private List<ContractMethod> readMethods() {
        Collection<Method> remote = remoteMethods();
        if (remote.isEmpty() || remote.size() > MOST_METHODS) {
            problems.add(TEXT.badMethodCount(type.getName(), remote.size()));
            return List.of();
        }
        MethodReader reader = new MethodReader(type, mapping, problems);
        List<ContractMethod> methods = new ArrayList<>();
        for (Method method : remote) {
            reader.read(method).ifPresent(methods::add);
        }
        List<ContractMethod> indexed = new ArrayList<>(methods.size());
        for (ContractMethod method : sorted(methods)) {
            indexed.add(method.withIndex(indexed.size()));
        }
        checkOverloads(indexed);
        return indexed;
    }

    /** By call, overloads by their hints. */
    private static List<ContractMethod> sorted(List<ContractMethod> methods) {
        record Keyed(String call, String hints, ContractMethod method) {}
        return methods.stream()
                .map(method -> new Keyed(
                        method.signature().call(),
                        String.join(",", method.signature().hints()),
                        method))
                .sorted(Comparator.comparing(Keyed::call).thenComparing(Keyed::hints))
                .map(Keyed::method)
                .toList();
    }

    /** Abstract methods, once for each name and parameter types: a covariant override stands for what it overrides. */
    private Collection<Method> remoteMethods() {
        Map<String, Method> byShape = new LinkedHashMap<>();
        Method[] all = type.getMethods();
        for (Method method : all) {
            if (Modifier.isAbstract(method.getModifiers())) {
                byShape.merge(MethodShape.of(method), method, ContractReader::moreSpecific);
            }
        }
        // A default method of a more specific interface implements what a super-interface left abstract.
        for (Method method : all) {
            if (method.isDefault() && !method.isBridge()) {
                byShape.computeIfPresent(
                        MethodShape.of(method),
                        (shape, abstractOne) ->
                                abstractOne.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())
                                        ? null
                                        : abstractOne);
            }
        }
        return byShape.values();
    }

    private static Method moreSpecific(Method one, Method other) {
        return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
    }

    private void checkOverloads(List<ContractMethod> methods) {
        Map<String, ContractMethod> seen = new HashMap<>();
        for (ContractMethod method : methods) {
            Signature signature = method.signature();
            ContractMethod same = seen.putIfAbsent(signature.call() + signature.hints(), method);
            if (same != null) {
                problems.add(TEXT.ambiguousOverload(
                        type.getName(),
                        same.method().toGenericString(),
                        method.method().toGenericString(),
                        signature.call()));
            }
        }
    }
}
