package org.cdirpc.extension.contract;

import static org.cdirpc.extension.contract.ContractMessages.TEXT;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cdirpc.FailureMode;
import org.cdirpc.RoutingKey;
import org.cdirpc.RpcFailureMode;

/** Reads what a contract says of how its methods are called, and notes what is wrong with it. */
final class CallingReader {

    /** What has one form as a key of the grid on every node, whoever wrote it. */
    private static final Set<Class<?>> KEYS = Set.of(
            String.class,
            UUID.class,
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class);

    private final Class<?> contract;
    private final List<String> problems;

    CallingReader(Class<?> contract, List<String> problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /** Of a method, which messages call by this name. */
    Calling read(Method method, String name) {
        List<Integer> keys = new ArrayList<>();
        int affinity = -1;
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            RoutingKey key = parameters[i].getAnnotation(RoutingKey.class);
            if (key == null) {
                continue;
            }
            keys.add(i);
            if (!key.affinity()) {
                continue;
            }
            Class<?> type = parameters[i].getType();
            if (!KEYS.contains(type)) {
                problems.add(TEXT.noAffinity(contract.getName(), name, i + 1, type.getSimpleName()));
            } else if (affinity >= 0) {
                problems.add(TEXT.twoAffinities(contract.getName(), name, affinity + 1, i + 1));
            } else {
                affinity = i;
            }
        }
        FailureMode mode = failureMode(method);
        return mode == FailureMode.INHERIT && keys.isEmpty() ? Calling.PLAIN : new Calling(mode, keys, affinity);
    }

    private FailureMode failureMode(Method method) {
        for (AnnotatedElement place : List.of(method, contract, method.getDeclaringClass())) {
            RpcFailureMode mode = place.getAnnotation(RpcFailureMode.class);
            if (mode != null && mode.value() != FailureMode.INHERIT) {
                return mode.value();
            }
        }
        return FailureMode.INHERIT;
    }
}
