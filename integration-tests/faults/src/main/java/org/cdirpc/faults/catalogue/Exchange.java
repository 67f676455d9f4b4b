package org.cdirpc.faults.catalogue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of the catalogue's calls know of each other, beside the wire: which variant of its data a provider is to
 * answer with, and what it got. One call at a time.
 */
final class Exchange {

    /**
     * One execution.
     *
     * @param release of the provider, {@code before} or {@code after}
     * @param arguments as it got them
     * @param answer what it returned or threw
     */
    record Execution(
            String release,
            Method method,
            @Nullable Object[] arguments,
            @Nullable Object answer,
            boolean threw) {}

    private final BlockingQueue<Execution> executions = new LinkedBlockingQueue<>();
    private volatile int variant;

    /** The next call's answer is to be this variant; nothing has run yet. */
    void begin(int next) {
        variant = next;
        executions.clear();
    }

    /** How often the call ran by now. */
    int ran() {
        return executions.size();
    }

    /** The execution of the call; null if there is none within the limit. */
    @Nullable
    Execution execution(long limitMillis) throws InterruptedException {
        Execution first = executions.poll(limitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            executions.add(first);
        }
        return first;
    }

    /** How many variants of an answer a method has: values, and then its exceptions. */
    static int variants(Method method) {
        return Samples.VARIANTS + method.getExceptionTypes().length;
    }

    /** Serves any contract. */
    InvocationHandler provider(String release, Class<?> contract) {
        return (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "the catalogue's provider, " + release;
                };
            }
            return serve(release, contract, method, arguments == null ? new Object[0] : arguments);
        };
    }

    private @Nullable Object serve(String release, Class<?> contract, Method method, @Nullable Object[] arguments)
            throws Throwable {
        int chosen = variant % variants(method);
        Class<?>[] thrown = method.getExceptionTypes();
        boolean throwing = chosen >= Samples.VARIANTS;
        boolean stage = CompletionStage.class.isAssignableFrom(method.getReturnType());
        Object answer = throwing
                ? new Samples(chosen % Samples.VARIANTS, contract).of(thrown[chosen - Samples.VARIANTS])
                : value(contract, method, stage, chosen);
        executions.add(new Execution(release, method, Arrays.copyOf(arguments, arguments.length), answer, throwing));
        if (answer instanceof Throwable failure) {
            if (stage) {
                return CompletableFuture.failedFuture(failure);
            }
            throw failure;
        }
        return stage ? CompletableFuture.completedFuture(answer) : answer;
    }

    private static @Nullable Object value(Class<?> contract, Method method, boolean stage, int variant) {
        if (method.getReturnType() == void.class) {
            return null;
        }
        return new Samples(variant, contract)
                .of(
                        stage
                                ? ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
                                : method.getGenericReturnType());
    }
}
