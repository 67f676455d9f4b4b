package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.cdirpc.cluster.AnswerStore;
import org.cdirpc.cluster.AnswerStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Answers in a map of a Hazelcast grid, through a member or a client. Every entry brings its time to live, since the map's
 * configuration may be the application's; keys and values are bytes, so that the grid never sees a class of ours.
 *
 * <p>The grid's conditional operations wait by themselves, up to a time limit of the grid's, which may be minutes. They
 * therefore run on a few threads of this object, and the caller waits for those up to the store's own limit. The instance
 * is given and not shut down here. Thread-safe.
 */
public final class HazelcastAnswerStore implements AnswerStore {

    static final String MAP = "cdirpc.answers";

    private static final int THREADS = 16;
    private static final int QUEUE = 4096;
    private static final long IDLE_SECONDS = 30;
    private static final long END_MILLIS = 5000;

    private final HazelcastInstance instance;
    private final int most;
    private final long timeoutMillis;
    private final ThreadPoolExecutor threads;
    private final AnswerCount count;

    /**
     * A store over a running instance.
     *
     * @param most about how many entries the map may have for another to be added, from 1
     * @param timeoutMillis the longest that one operation may take, from 1; 2000 where nothing else is asked for
     * @param loader the context class loader of its threads
     */
    public HazelcastAnswerStore(HazelcastInstance instance, int most, long timeoutMillis, ClassLoader loader) {
        this.instance = instance;
        this.most = most;
        this.timeoutMillis = timeoutMillis;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "cdi-rpc-answers-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.count = new AnswerCount(() -> map().size(), threads, System::nanoTime);
        warnOfForeignSettings();
    }

    /** The application's grid may be set up to forget: what is lost there is run again. */
    private void warnOfForeignSettings() {
        try {
            MapConfig settings = instance.getConfig().findMapConfig(MAP);
            boolean evicts = settings.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE;
            if (evicts || settings.getMaxIdleSeconds() > 0 || settings.getBackupCount() < 1) {
                GridLog.LOG.answersMayBeLost(
                        MAP,
                        settings.getEvictionConfig().getEvictionPolicy().name(),
                        settings.getMaxIdleSeconds(),
                        settings.getBackupCount());
            }
        } catch (UnsupportedOperationException client) {
            // A client does not see how the members are set up.
        }
    }

    private IMap<byte[], byte[]> map() {
        return instance.getMap(MAP);
    }

    @Override
    public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration keep) {
        long now = count.get();
        if (now >= most) {
            // One that is there already needs no room.
            byte[] there = get(key);
            if (there == null) {
                throw AnswerStoreException.full(now, most);
            }
            return there;
        }
        CompletableFuture<byte @Nullable []> answer =
                submit("claim", () -> map().putIfAbsent(key, value, millis(keep), TimeUnit.MILLISECONDS));
        byte[] there;
        try {
            there = await("claim", answer);
        } catch (AnswerStoreException late) {
            takeBack(answer, key, value);
            throw late;
        }
        if (there == null) {
            count.added();
        }
        return there;
    }

    /** Behind the operation whose end nobody waited for: what it put belongs to nobody. */
    private void takeBack(CompletableFuture<byte @Nullable []> answer, byte[] key, byte[] value) {
        answer.whenComplete((there, failed) -> {
            try {
                threads.execute(() -> removeQuietly(key, value));
            } catch (RejectedExecutionException closed) {
                // The node stops: others find the claim of an instance that is gone, which is never run again.
            }
        });
    }

    private void removeQuietly(byte[] key, byte[] value) {
        try {
            map().remove(key, value);
        } catch (RuntimeException outOfReach) {
            // Its time to live ends it; until then the call counts as one that may have run.
        }
    }

    @Override
    public void put(byte[] key, byte[] value, Duration keep) {
        await(
                "keep the answer of",
                start(() -> map().setAsync(key, value, millis(keep), TimeUnit.MILLISECONDS)
                        .toCompletableFuture()));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return await("look up", start(() -> map().getAsync(key).toCompletableFuture()));
    }

    @Override
    public void removeIf(byte[] key, byte[] value) {
        awaitEvenInterrupted("release", submit("release", () -> map().remove(key, value)));
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> operation) {
        try {
            return operation.get();
        } catch (RuntimeException notStarted) {
            return CompletableFuture.failedFuture(notStarted);
        }
    }

    private <T> CompletableFuture<T> submit(String what, Supplier<T> operation) {
        try {
            return CompletableFuture.supplyAsync(operation, threads);
        } catch (RejectedExecutionException full) {
            throw AnswerStoreException.outOfReach(MESSAGES.answersBusy(what, QUEUE), full);
        }
    }

    private <T> T await(String what, CompletableFuture<T> answer) {
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached(what, e);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw notReached(what, e);
        }
    }

    /** The call that this ends may have been cancelled, which must not lose what it came to. */
    private void awaitEvenInterrupted(String what, CompletableFuture<?> answer) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException | CancellationException e) {
                    throw notReached(what, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private AnswerStoreException notReached(String what, Exception failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return AnswerStoreException.outOfReach(
                MESSAGES.answersNotReached(what, timeoutMillis, String.valueOf(cause)), cause);
    }

    private static long millis(Duration keep) {
        return Math.max(1, keep.toMillis());
    }

    /** Ends the threads, whatever they wait for; takes at most 5 s. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                GridLog.LOG.answerThreadsLeft(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
