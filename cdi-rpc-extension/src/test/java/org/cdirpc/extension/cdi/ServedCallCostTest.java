package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.server.BeanAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container's glue costs a call. */
class ServedCallCostTest {

    private static final int CALLS = 20_000;
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    /** Bytes rather than time: they are the same on every machine. Most of them are of the container's client proxy. */
    @Test
    void aCallOfAnApplicationScopedBeanAllocatesLittle() throws Throwable {
        assumeThat(System.getProperty("test.container"))
                .as("a container whose requests cost nothing")
                .startsWith("weld");
        try (Application app =
                Application.of(folder, Greeter.class, CountingGreeter.class).start()) {
            BeanManager manager = app.container().getBeanManager();
            Class<?> contract = app.its(Greeter.class);
            Bean<?> bean = manager.resolve(manager.getBeans(contract));
            FoundBean found = new FoundBean(bean, Set.of(contract), FoundBean.Kind.PROVIDER, null, OptionalInt.empty());
            ContextualBean access = new ContextualBean(
                    manager, RequestScopes.of(manager), bean, contract, method -> false, new BeanLimits(found));
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            Count count = new Count();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long bytes = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < CALLS; i++) {
                    assertThatItCounted(access.call(count));
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
                least = Math.min(least, bytes / CALLS);
            }
            assertThat(least).isLessThan(200);
        }
    }

    private static void assertThatItCounted(Object result) {
        if (!Integer.valueOf(1).equals(result)) {
            throw new AssertionError(result);
        }
    }

    private record Count() implements BeanAccess.BeanCall {
        @Override
        public Object on(Object bean) {
            return ((IntSupplier) bean).getAsInt();
        }

        @Override
        public Executor afterwards() {
            return Runnable::run;
        }
    }

    @ApplicationScoped
    public static class CountingGreeter implements Greeter, IntSupplier {
        @Override
        public int getAsInt() {
            return 1;
        }

        @Override
        public String greet(String whom) {
            return whom;
        }
    }
}
