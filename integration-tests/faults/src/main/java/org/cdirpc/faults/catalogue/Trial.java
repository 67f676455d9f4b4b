package org.cdirpc.faults.catalogue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.cdirpc.OneWay;
import org.cdirpc.RpcContractException;
import org.cdirpc.RpcException;
import org.cdirpc.RpcMarshallingException;
import org.cdirpc.RpcRemoteException;
import org.cdirpc.RpcUnavailableException;
import org.cdirpc.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Makes all calls that a consumer of one contract can make, with all variants of data, and says what became of each. */
final class Trial {

    /** First by name; from the second round on, what fits travels by position. */
    private static final int ROUNDS = 2;

    private static final long ANSWER_SECONDS = 10;
    private static final long ONE_WAY_MILLIS = 400;

    private final Class<?> contract;
    private final Object proxy;
    private final Exchange exchange;
    private final DataReader data;
    private final int variants;

    /** A trial with this proxy; the provider's methods have so many variants of answers at most. */
    Trial(Class<?> contract, Object proxy, Exchange exchange, DataReader data, int variants) {
        this.contract = contract;
        this.proxy = proxy;
        this.exchange = exchange;
        this.data = data;
        this.variants = variants;
    }

    List<Attempt> run() throws InterruptedException {
        List<Attempt> attempts = new ArrayList<>();
        // Default methods run where they are called.
        List<Method> methods = Arrays.stream(contract.getMethods())
                .filter(method -> !method.isDefault())
                .sorted(Comparator.comparing(Trial::signature))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (Method method : methods) {
                for (int variant = 0; variant < variants; variant++) {
                    attempts.add(attempt(method, variant));
                }
            }
        }
        return attempts;
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    private Attempt attempt(Method method, int variant) throws InterruptedException {
        @Nullable Object[] arguments = new Samples(variant % Samples.VARIANTS, contract).arguments(method);
        Data sent = data.of(Arrays.asList(arguments));
        exchange.begin(variant);
        Object answer = null;
        Throwable failure = null;
        try {
            answer = method.invoke(proxy, arguments);
            if (answer instanceof CompletionStage<?> stage) {
                answer = stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InvocationTargetException | ExecutionException thrown) {
            failure = thrown.getCause();
        } catch (CompletionException | TimeoutException | IllegalAccessException thrown) {
            failure = thrown;
        }
        boolean oneWay = method.isAnnotationPresent(OneWay.class);
        Exchange.Execution ran = exchange.execution(oneWay && failure == null ? ONE_WAY_MILLIS : 0);
        Attempt.Fate fate;
        String said;
        if (failure instanceof RpcException refused && ran == null && saysNotRun(refused)) {
            fate = refused instanceof RpcContractException
                    ? Attempt.Fate.MISFIT
                    : refused instanceof RpcMarshallingException
                            ? Attempt.Fate.UNREADABLE
                            : refused instanceof RpcUnavailableException
                                    ? Attempt.Fate.NO_INSTANCE
                                    : Attempt.Fate.WRONG;
            said = refused.toString();
        } else {
            said = ran == null
                    ? "did not run, and the consumer was told " + (failure == null ? answer : failure)
                    : judge(method, sent, answer, failure, ran);
            fate = said.isEmpty() ? Attempt.Fate.EQUAL : Attempt.Fate.WRONG;
        }
        return new Attempt(signature(method), sent.toString(), fate, said, ran == null ? "" : ran.release());
    }

    private static boolean saysNotRun(RpcException refused) {
        return refused.progress() == Progress.NOT_SENT || refused.progress() == Progress.NOT_STARTED;
    }

    /** What is wrong with a call that ran; empty if nothing is. */
    private String judge(
            Method method, Data sent, @Nullable Object answer, @Nullable Throwable failure, Exchange.Execution ran) {
        if (exchange.ran() != 1) {
            return "ran " + exchange.ran() + " times";
        }
        String there = signature(ran.method());
        if (!there.equals(signature(method)) && hasTwin(method, ran.method())) {
            return "ran as " + there;
        }
        String difference = Difference.between("arguments", sent, data.of(Arrays.asList(ran.arguments())));
        if (!difference.isEmpty()) {
            return difference;
        }
        if (failure == null) {
            boolean ignored = method.getReturnType() == void.class;
            return ran.threw() && !method.isAnnotationPresent(OneWay.class)
                    ? "threw " + ran.answer() + ", and the consumer was told " + answer
                    : ignored ? "" : Difference.between("result", data.of(ran.answer()), data.of(answer));
        }
        if (!ran.threw()) {
            return "ran, and the consumer was told " + failure;
        }
        Object thrown = Objects.requireNonNull(ran.answer());
        String name = thrown.getClass().getSimpleName();
        boolean declared = Arrays.stream(method.getExceptionTypes())
                .anyMatch(type -> type.getSimpleName().equals(name));
        if (declared) {
            return failure.getClass().getSimpleName().equals(name)
                    ? Difference.between("exception", data.of(thrown), data.of(failure))
                    : "threw " + thrown + ", and the consumer was told " + failure;
        }
        return failure instanceof RpcRemoteException remote
                        && remote.remoteType().contains(name)
                ? ""
                : "threw " + thrown + ", which the consumer does not know, and it was told " + failure;
    }

    /** Whether the provider has the very method that the consumer called, beside the one that ran. */
    private static boolean hasTwin(Method called, Method ran) {
        return Arrays.stream(ran.getDeclaringClass().getMethods())
                .anyMatch(method -> signature(method).equals(signature(called)));
    }
}
