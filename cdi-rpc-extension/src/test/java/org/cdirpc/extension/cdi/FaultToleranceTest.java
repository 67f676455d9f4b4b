package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cdirpc.CallScope;
import org.cdirpc.Idempotent;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcContext;
import org.cdirpc.RpcException;
import org.cdirpc.RpcTimeout;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MicroProfile Fault Tolerance, by SmallRye, on the methods of a contract. */
class FaultToleranceTest {

    @TempDir
    Path folder;

    private Application app;

    @BeforeEach
    void start() {
        app = Application.of(
                        folder,
                        Rack.class,
                        Shelf.class,
                        Desk.class,
                        BusyException.class,
                        Ledger.class,
                        DeskBean.class,
                        DeskCaller.class,
                        Prices.class)
                .start();
    }

    @AfterEach
    void stop() {
        app.ask(Ledger.class, "release");
        app.close();
    }

    private String call(String method) {
        return app.ask(DeskCaller.class, method);
    }

    private int runs(String method) {
        return Integer.parseInt(app.ask(Ledger.class, "runs " + method));
    }

    @Test
    void retryOfAMethodThatTheContractInherits() {
        assertThat(call("flaky")).isEqualTo("flaky 3");
        assertThat(runs("flaky")).isEqualTo(3);
    }

    @Test
    void retryOfAllThatASuperInterfaceDeclares() {
        assertThat(call("shaky")).isEqualTo("shaky 3");
    }

    @Test
    void aCheckedExceptionOfTheContractReachesTheCallerAsItIs() {
        assertThat(call("busy")).isEqualTo("BusyException: busy 3");
    }

    @Test
    void retryOfAnAsynchronousMethod() {
        assertThat(call("later")).isEqualTo("later 3");
        assertThat(runs("later")).isEqualTo(3);
    }

    @Test
    void retryOfAFuture() {
        assertThat(call("future")).isEqualTo("future 1");
    }

    @Test
    void fallbackToADefaultMethodOfTheContract() {
        assertThat(call("quote")).isEqualTo("guessed after quote");
        assertThat(call("quoteLater")).isEqualTo("guessed later");
    }

    @Test
    void fallbackToAHandlerThatIsInjected() {
        assertThat(call("price")).isEqualTo("price by handler, runs 1");
    }

    @Test
    void anOpenCircuitSendsNothing() {
        assertThat(call("fragile")).isEqualTo("BusyException: fragile 1");
        assertThat(call("fragile")).isEqualTo("BusyException: fragile 2");
        assertThat(call("fragile")).startsWith("CircuitBreakerOpenException");
        assertThat(runs("fragile")).isEqualTo(2);
    }

    @Test
    void aFullBulkheadSendsNothing() throws Exception {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> call("narrow"));
        assertThat(app.ask(Ledger.class, "await narrow")).isEqualTo("true");
        assertThat(call("narrow")).startsWith("BulkheadException");
        app.ask(Ledger.class, "release");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("narrow 1");
        assertThat(runs("narrow")).isEqualTo(1);
    }

    @Test
    void aTimeoutInterruptsTheCallerAndTheThreadIsCleanAfterIt() {
        assertThat(call("slow")).startsWith("TimeoutException");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(call("plain")).isEqualTo("plain 1");
    }

    @Test
    void aTimeoutOfAnAsynchronousMethod() {
        assertThat(call("slowLater")).startsWith("TimeoutException");
    }

    @Test
    void whatMayHaveRunIsNotRepeated() {
        call("plain");
        assertThat(call("book")).startsWith("RpcTimeoutException UNKNOWN");
        assertThat(runs("book")).isEqualTo(1);
    }

    @Test
    void whatMayHaveRunIsNotRepeatedAsynchronously() {
        call("plain");
        assertThat(call("bookLater")).startsWith("RpcTimeoutException UNKNOWN");
        assertThat(runs("bookLater")).isEqualTo(1);
    }

    @Test
    void whatMicroProfilesTimeoutGaveUpIsNotRepeated() {
        call("plain");
        assertThat(call("hurry")).startsWith("RpcException UNKNOWN");
        assertThat(runs("hurry")).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayStillIsNotRepeated() {
        call("plain");
        assertThat(call("hurryLater")).startsWith("RpcException UNKNOWN: CDIRPC330023");
        assertThat(runs("hurryLater")).isEqualTo(1);
    }

    @Test
    void anIdempotentMethodIsRepeated() {
        call("plain");
        assertThat(call("bookAgain")).startsWith("RpcTimeoutException UNKNOWN");
        assertThat(app.ask(Ledger.class, "await bookAgain")).isEqualTo("true");
        assertThat(app.ask(Ledger.class, "await bookAgain")).isEqualTo("true");
    }

    @Test
    void theScopeOfTheCallerHoldsOnAnotherThread() throws Exception {
        CallScope scope = CallScope.create().attach("tenant", "blue");
        assertThat(scope.call(() -> call("tenant"))).isEqualTo("blue");
        assertThat(scope.lastCall()).isPresent();
    }

    @Test
    void aMethodWithoutAnnotationsIsPlain() {
        assertThat(call("plain")).isEqualTo("plain 1");
    }

    /** Two steps above the contract, with an annotation for all that it declares. */
    @Retry(maxRetries = 2, delay = 0, jitter = 0)
    public interface Rack {
        String shaky() throws BusyException;
    }

    /** Above the contract, and not remote itself. */
    public interface Shelf extends Rack {
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        String flaky() throws BusyException;
    }

    @Remote
    public interface Desk extends Shelf {
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        String busy() throws BusyException;

        @Asynchronous
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        CompletionStage<String> later() throws BusyException;

        @Asynchronous
        @Retry
        Future<String> future();

        @Fallback(fallbackMethod = "guess")
        String quote();

        default String guess() {
            return "guessed after quote";
        }

        @Asynchronous
        @Fallback(fallbackMethod = "guessLater")
        CompletionStage<String> quoteLater();

        default CompletionStage<String> guessLater() {
            return CompletableFuture.completedFuture("guessed later");
        }

        @Fallback(Prices.class)
        String price();

        @CircuitBreaker(requestVolumeThreshold = 2, failureRatio = 1, delay = 1, delayUnit = ChronoUnit.HOURS)
        String fragile() throws BusyException;

        @Bulkhead(1)
        @RpcTimeout(value = 20, unit = ChronoUnit.SECONDS)
        String narrow();

        @Timeout(100)
        @RpcTimeout(value = 20, unit = ChronoUnit.SECONDS)
        String slow();

        @Asynchronous
        @Timeout(100)
        @RpcTimeout(value = 20, unit = ChronoUnit.SECONDS)
        CompletionStage<String> slowLater();

        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @RpcTimeout(value = 1500, unit = ChronoUnit.MILLIS)
        String book();

        @Asynchronous
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @RpcTimeout(value = 1500, unit = ChronoUnit.MILLIS)
        CompletionStage<String> bookLater();

        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @Timeout(1500)
        @RpcTimeout(value = 20, unit = ChronoUnit.SECONDS)
        String hurry();

        @Asynchronous
        @Retry(maxRetries = 2, delay = 0, jitter = 0)
        @Timeout(1500)
        @RpcTimeout(value = 20, unit = ChronoUnit.SECONDS)
        CompletionStage<String> hurryLater();

        @Idempotent
        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        @RpcTimeout(value = 1500, unit = ChronoUnit.MILLIS)
        String bookAgain();

        @Asynchronous
        CompletionStage<String> tenant();

        String plain();
    }

    public static class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        public BusyException(String message) {
            super(message);
        }
    }

    /** What ran. */
    @ApplicationScoped
    public static class Ledger implements Function<String, String> {
        private final Map<String, Integer> runs = new ConcurrentHashMap<>();
        private final Map<String, Semaphore> begun = new ConcurrentHashMap<>();
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public String apply(String question) {
            String[] words = question.split(" ");
            return switch (words[0]) {
                case "runs" -> String.valueOf(runs.getOrDefault(words[1], 0));
                case "await" -> {
                    try {
                        yield String.valueOf(begun(words[1]).tryAcquire(10, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
                default -> {
                    released.countDown();
                    yield "";
                }
            };
        }

        private Semaphore begun(String method) {
            return begun.computeIfAbsent(method, name -> new Semaphore(0));
        }

        int run(String method) {
            int run = runs.merge(method, 1, Integer::sum);
            begun(method).release();
            return run;
        }

        /** Stays in the bean until the test is over, whoever gives the call up: a late answer is none. */
        String hold(String method) {
            int run = run(method);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            boolean over = false;
            while (!over && System.nanoTime() < end) {
                try {
                    over = released.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException cancelled) {
                    // Held all the same.
                }
            }
            return method + " " + run;
        }
    }

    @ApplicationScoped
    public static class DeskBean implements Desk {
        @Inject
        Ledger ledger;

        @Inject
        RpcContext context;

        private String failing(String method, int times) throws BusyException {
            int run = ledger.run(method);
            if (run <= times) {
                throw new BusyException(method + " " + run);
            }
            return method + " " + run;
        }

        @Override
        public String flaky() throws BusyException {
            return failing("flaky", 2);
        }

        @Override
        public String shaky() throws BusyException {
            return failing("shaky", 2);
        }

        @Override
        public String busy() throws BusyException {
            return failing("busy", 9);
        }

        @Override
        public CompletionStage<String> later() throws BusyException {
            try {
                return CompletableFuture.completedFuture(failing("later", 2));
            } catch (BusyException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public Future<String> future() {
            return CompletableFuture.completedFuture("future " + ledger.run("future"));
        }

        @Override
        public String quote() {
            throw new IllegalStateException("no quote");
        }

        @Override
        public CompletionStage<String> quoteLater() {
            return CompletableFuture.failedFuture(new IllegalStateException("no quote"));
        }

        @Override
        public String price() {
            ledger.run("price");
            throw new IllegalStateException("no price");
        }

        @Override
        public String fragile() throws BusyException {
            return failing("fragile", 9);
        }

        @Override
        public String narrow() {
            return ledger.hold("narrow");
        }

        @Override
        public String slow() {
            return ledger.hold("slow");
        }

        @Override
        public CompletionStage<String> slowLater() {
            return CompletableFuture.completedFuture(ledger.hold("slowLater"));
        }

        @Override
        public String book() {
            return ledger.hold("book");
        }

        @Override
        public CompletionStage<String> bookLater() {
            return CompletableFuture.completedFuture(ledger.hold("bookLater"));
        }

        @Override
        public String hurry() {
            return ledger.hold("hurry");
        }

        @Override
        public CompletionStage<String> hurryLater() {
            return CompletableFuture.completedFuture(ledger.hold("hurryLater"));
        }

        @Override
        public String bookAgain() {
            return ledger.hold("bookAgain");
        }

        @Override
        public CompletionStage<String> tenant() {
            return CompletableFuture.completedFuture(context.attachments().get("tenant"));
        }

        @Override
        public String plain() {
            return "plain " + ledger.run("plain");
        }
    }

    @Dependent
    public static class Prices implements FallbackHandler<String> {
        @Inject
        Ledger ledger;

        @Override
        public String handle(ExecutionContext context) {
            return context.getMethod().getName() + " by handler, runs " + ledger.apply("runs price");
        }
    }

    @ApplicationScoped
    public static class DeskCaller implements Function<String, String> {
        @Inject
        @RpcClient
        Desk desk;

        @Override
        public String apply(String method) {
            try {
                Object result = Desk.class.getMethod(method).invoke(desk);
                if (result instanceof CompletionStage<?> stage) {
                    result = stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
                } else if (result instanceof Future<?> future) {
                    result = future.get(15, TimeUnit.SECONDS);
                }
                return (String) result;
            } catch (ExecutionException | java.lang.reflect.InvocationTargetException e) {
                return text(e.getCause());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static String text(Throwable failure) {
            String progress = failure instanceof RpcException rpc ? " " + rpc.progress() : "";
            return failure.getClass().getSimpleName() + progress + ": " + failure.getMessage();
        }
    }
}
