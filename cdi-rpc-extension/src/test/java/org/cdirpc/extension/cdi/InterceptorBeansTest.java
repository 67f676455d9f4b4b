package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.cdirpc.RpcAttemptInterceptor;
import org.cdirpc.RpcClientInterceptor;
import org.cdirpc.RpcInvocation;
import org.cdirpc.RpcServerInterceptor;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interceptors are beans: found, ordered, injected into and ended like any other. */
class InterceptorBeansTest {

    static final String ENDED = "org.cdirpc.test.ended";

    @TempDir
    Path folder;

    @Test
    void beansStandAroundCallsAttemptsAndBeansInTheOrderOfTheirPriorities() {
        System.clearProperty(ENDED);
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        LocalGreeter.class,
                        RemoteCaller.class,
                        Unordered.class,
                        Second.class,
                        First.class,
                        Around.class,
                        Suffix.class,
                        AroundAttempt.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada"))
                    .isEqualTo("Hello, Ada server attempt unordered second first");
            assertThat(System.getProperty(ENDED)).isNull();
        }
        assertThat(System.clearProperty(ENDED))
                .as("a dependent one ends with the node")
                .isEqualTo("true");
    }

    private static CompletionStage<@Nullable Object> adding(RpcInvocation call, String suffix) {
        return call.proceed().thenApply(value -> value + " " + suffix);
    }

    @ApplicationScoped
    @Priority(2)
    public static class Second implements RpcClientInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return adding(call, "second");
        }
    }

    @ApplicationScoped
    @Priority(1)
    public static class First implements RpcClientInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return adding(call, "first");
        }
    }

    @ApplicationScoped
    public static class Unordered implements RpcClientInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return adding(call, "unordered");
        }
    }

    @ApplicationScoped
    public static class Suffix {
        String text() {
            return "server";
        }
    }

    @ApplicationScoped
    public static class Around implements RpcServerInterceptor {
        @Inject
        Suffix suffix;

        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return adding(call, suffix.text());
        }
    }

    @Dependent
    public static class AroundAttempt implements RpcAttemptInterceptor {
        @Override
        public CompletionStage<@Nullable Object> intercept(RpcInvocation call) {
            return adding(call, "attempt");
        }

        @PreDestroy
        void end() {
            System.setProperty(ENDED, "true");
        }
    }
}
