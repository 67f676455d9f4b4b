package org.cdirpc.extension.contract;

import static org.cdirpc.extension.contract.ContractMessages.TEXT;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.RpcTimeout;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.cdirpc.transport.cbor.TypeProblem;
import org.jspecify.annotations.Nullable;

/** Reads the methods of one contract and notes what is wrong with them. */
final class MethodReader {

    private static final Set<Class<?>> FUTURES = Set.of(CompletionStage.class, CompletableFuture.class, Future.class);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Class<?> contract;
    private final List<String> problems;
    private final CborMapping mapping;
    private final TypeResolver resolver;
    private final CallingReader calls;

    MethodReader(Class<?> contract, CborMapping mapping, List<String> problems) {
        this.contract = contract;
        this.problems = problems;
        this.mapping = mapping;
        this.resolver = new TypeResolver(contract);
        this.calls = new CallingReader(contract, problems);
    }

    Optional<ContractMethod> read(Method method) {
        int before = problems.size();
        Type returned = resolver.resolve(method.getGenericReturnType());
        boolean oneWay = method.isAnnotationPresent(OneWay.class);
        if (Flow.Publisher.class.isAssignableFrom(method.getReturnType())) {
            problems.add(TEXT.stream(contract.getName(), name(method), returned.getTypeName()));
            return Optional.empty();
        }
        boolean async = FUTURES.contains(method.getReturnType());
        Type result = async ? argumentOf(method, returned) : returned;
        if (oneWay) {
            checkOneWay(method);
        }
        List<Type> parameters = new ArrayList<>();
        for (Type parameter : method.getGenericParameterTypes()) {
            Type resolved = resolver.resolve(parameter);
            checkTravels(method, resolved);
            parameters.add(resolved);
        }
        if (!isVoid(result)) {
            checkTravels(method, result);
        }
        List<Class<? extends Throwable>> declared = declaredExceptions(method);
        long timeout = timeoutNanos(method);
        Idempotent idempotent = idempotent(method);
        IdempotencyKey key = idempotencyKey(method, idempotent, parameters, oneWay);
        Calling calling = calls.read(method, name(method));
        if (problems.size() > before) {
            return Optional.empty();
        }
        MethodKind kind = oneWay ? MethodKind.ONE_WAY : async ? MethodKind.ASYNC : MethodKind.BLOCKING;
        Signature signature = signature(method, parameters, result, oneWay);
        return Optional.of(new ContractMethod(
                method, 0, kind, parameters, result, declared, timeout, idempotent != null, calling, signature, key));
    }

    /** The method's own word counts before the contract's, and that before the one of where it was inherited from. */
    private @Nullable Idempotent idempotent(Method method) {
        for (AnnotatedElement place : List.of(method, contract, method.getDeclaringClass())) {
            Idempotent idempotent = place.getAnnotation(Idempotent.class);
            if (idempotent != null) {
                return idempotent;
            }
        }
        return null;
    }

    private @Nullable IdempotencyKey idempotencyKey(
            Method method, @Nullable Idempotent idempotent, List<Type> parameters, boolean oneWay) {
        if (idempotent == null || idempotent.by().isEmpty()) {
            return null;
        }
        String where = contract.getName() + ": " + name(method);
        if (oneWay) {
            problems.add(TEXT.keyOfOneWay(where, idempotent.by()));
            return null;
        }
        IdempotencyKeyReader reader = new IdempotencyKeyReader(where, method, parameters);
        IdempotencyKey key = reader.read(idempotent.by());
        if (key == null) {
            problems.add(reader.problem());
        }
        return key;
    }

    private Signature signature(Method method, List<Type> parameters, Type result, boolean oneWay) {
        List<String> hints = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            hints.add(parameter.getSimpleName());
        }
        List<String> kinds = new ArrayList<>();
        for (Type parameter : parameters) {
            kinds.add(mapping.kind(parameter));
        }
        return new Signature(method.getName(), kinds, hints, isVoid(result) ? "void" : mapping.kind(result), oneWay);
    }

    private Type argumentOf(Method method, Type returned) {
        if (returned instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[0];
        }
        String raw = method.getReturnType().getSimpleName();
        problems.add(TEXT.rawAsync(contract.getName(), name(method), raw, raw));
        return Void.class;
    }

    private static boolean isVoid(Type type) {
        return type == void.class || type == Void.class;
    }

    private void checkOneWay(Method method) {
        if (method.getReturnType() != void.class) {
            problems.add(TEXT.badOneWay(
                    contract.getName(),
                    name(method),
                    "returns " + method.getReturnType().getSimpleName()));
        }
        if (method.getExceptionTypes().length > 0) {
            problems.add(TEXT.badOneWay(
                    contract.getName(), name(method), "declares " + method.getExceptionTypes()[0].getSimpleName()));
        }
    }

    private void checkTravels(Method method, Type type) {
        for (TypeProblem problem : mapping.problems(type)) {
            problems.add(TEXT.cannotTravel(
                    contract.getName(), name(method), problem.path(), problem.reason(), problem.fix()));
        }
    }

    /** General types such as {@code Exception} say nothing that could be rebuilt, so what falls under them is undeclared. */
    private List<Class<? extends Throwable>> declaredExceptions(Method method) {
        List<Class<? extends Throwable>> declared = new ArrayList<>();
        Map<String, Class<?>> names = new HashMap<>();
        for (Type thrown : method.getGenericExceptionTypes()) {
            if (!(resolver.resolve(thrown) instanceof Class<?> raw)
                    || raw == Throwable.class
                    || raw == Exception.class
                    || raw == RuntimeException.class
                    || Error.class.isAssignableFrom(raw)) {
                continue;
            }
            Class<? extends Throwable> exception = raw.asSubclass(Throwable.class);
            for (TypeProblem problem : mapping.throwableProblems(exception)) {
                problems.add(TEXT.cannotTravel(
                        contract.getName(), name(method), problem.path(), problem.reason(), problem.fix()));
            }
            String name = ThrowableCodec.nameOf(exception);
            Class<?> same = names.putIfAbsent(name, exception);
            if (same != null) {
                problems.add(TEXT.sameExceptionName(
                        contract.getName(), name(method), same.getName(), exception.getName(), name));
            }
            declared.add(exception);
        }
        return declared;
    }

    private long timeoutNanos(Method method) {
        for (AnnotatedElement place : List.of(method, contract, method.getDeclaringClass())) {
            RpcTimeout timeout = place.getAnnotation(RpcTimeout.class);
            if (timeout != null) {
                Duration duration = Duration.ZERO;
                try {
                    duration = Duration.of(timeout.value(), timeout.unit());
                } catch (RuntimeException notADuration) {
                    // Reported below like every other value out of range: units such as MONTHS, or an overflow.
                }
                if (duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0) {
                    problems.add(TEXT.badTimeout(
                            contract.getName(),
                            timeout.value(),
                            timeout.unit().name(),
                            place instanceof Method ? name(method) : place.toString()));
                    return 0;
                }
                return duration.toNanos();
            }
        }
        return 0;
    }

    private static String name(Method method) {
        List<String> parameters = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getSimpleName());
        }
        return method.getName() + "(" + String.join(", ", parameters) + ")";
    }
}
