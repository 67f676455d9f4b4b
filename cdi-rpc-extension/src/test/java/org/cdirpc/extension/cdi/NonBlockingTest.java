package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.Interceptors;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.cdirpc.NonBlocking;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.cdirpc.extension.server.CallServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose calls may run on the I/O thread that read them. */
class NonBlockingTest {

    @TempDir
    Path folder;

    private static Stream<List<Class<?>>> kept() {
        return Stream.of(
                List.of(OfTheClass.class),
                List.of(OfTheMethod.class),
                List.of(OfASuperClass.class, Generic.class),
                List.of(OfTheCall.class),
                List.of(OfTheRequest.class),
                List.of(WithPromptInterceptor.class, Prompt.class, PromptInterceptor.class));
    }

    private static Stream<List<Class<?>>> notKept() {
        return Stream.of(
                List.of(Silent.class),
                List.of(OverriddenInSilence.class),
                List.of(WithSlowInterceptor.class, Slow.class, SlowInterceptor.class),
                List.of(WithSlowStereotype.class, SlowKind.class, Slow.class, SlowInterceptor.class),
                List.of(WithInheritedBinding.class, Slow.class, SlowInterceptor.class, SlowBase.class),
                List.of(WithSlowMethod.class, Slow.class, SlowInterceptor.class),
                List.of(WithListedInterceptor.class, ListedInterceptor.class),
                List.of(WithOwnInterceptor.class),
                List.of(Decorated.class, SlowDecorator.class));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aPromiseIsKeptByTheBeanAndAllThatStandsBeforeIt(List<Class<?>> classes) {
        assertThat(ask(classes)).endsWith("true");
    }

    @ParameterizedTest
    @MethodSource("notKept")
    void withoutPromiseOrBehindSomethingThatMakesNoneCallsRunInThePool(List<Class<?>> classes) {
        assertThat(ask(classes)).endsWith("false");
    }

    private String ask(List<Class<?>> classes) {
        try (Application app = application(classes)) {
            return app.ask(RemoteCaller.class, "");
        }
    }

    private Application application(List<Class<?>> classes) {
        List<Class<?>> all = new ArrayList<>(classes);
        all.add(Greeter.class);
        all.add(RemoteCaller.class);
        return Application.of(folder, all.toArray(Class<?>[]::new)).start();
    }

    @Test
    void whatStandsInTheWayIsNamedWithTheFix() throws Exception {
        try (Application app = application(List.of(WithSlowInterceptor.class, Slow.class, SlowInterceptor.class))) {
            Thread.currentThread().setContextClassLoader(app.loader());
            BeanManager manager = app.container().getBeanManager();
            Class<?> type = app.its(WithSlowInterceptor.class);
            Bean<?> bean = manager.resolve(manager.getBeans(type, new Annotation[] {Any.Literal.INSTANCE}));
            FoundBean found = new FoundBean(bean, Set.of(), FoundBean.Kind.SESSION, null, OptionalInt.empty());
            Method method = app.its(Greeter.class).getMethod("greet", String.class);

            Set<String> links =
                    new BlockingLinks(manager, found, manager.createAnnotatedType(type)).of(method, Optional.empty());

            assertThat(links)
                    .hasSize(2)
                    .anySatisfy(link -> assertThat(link)
                            .startsWith("CDIRPC330018: " + SlowInterceptor.class.getName())
                            .contains("expected: @NonBlocking on that class too"))
                    .anySatisfy(link -> assertThat(link).startsWith("CDIRPC330020: it is a session bean"));
        } finally {
            Thread.currentThread().setContextClassLoader(NonBlockingTest.class.getClassLoader());
        }
    }

    private static String here() {
        return "on I/O thread: " + CallServer.onIoThread();
    }

    @NonBlocking
    @ApplicationScoped
    public static class OfTheClass implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @ApplicationScoped
    public static class OfTheMethod implements Greeter {
        @Override
        @NonBlocking
        public String greet(String whom) {
            return here();
        }
    }

    public abstract static class Generic<T> {
        @NonBlocking
        public String greet(T whom) {
            return here();
        }

        public String greet(Integer other) {
            return "another method";
        }
    }

    @ApplicationScoped
    public static class OfASuperClass extends Generic<String> implements Greeter {}

    @NonBlocking
    @Dependent
    public static class OfTheCall implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @NonBlocking
    @RequestScoped
    public static class OfTheRequest implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @ApplicationScoped
    public static class Silent implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    public static class PromisingBase {
        @NonBlocking
        public String greet(String whom) {
            return here();
        }
    }

    @ApplicationScoped
    public static class OverriddenInSilence extends PromisingBase implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Prompt {}

    @Prompt
    @NonBlocking
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class PromptInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    @Prompt
    @NonBlocking
    @ApplicationScoped
    public static class WithPromptInterceptor implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @InterceptorBinding
    @java.lang.annotation.Inherited
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Slow {}

    @Slow
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class SlowInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    @Slow
    @NonBlocking
    @ApplicationScoped
    public static class WithSlowInterceptor implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @Slow
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    public @interface SlowKind {}

    @SlowKind
    @NonBlocking
    @ApplicationScoped
    public static class WithSlowStereotype implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @Slow
    public abstract static class SlowBase {}

    @NonBlocking
    @ApplicationScoped
    public static class WithInheritedBinding extends SlowBase implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @NonBlocking
    @ApplicationScoped
    public static class WithSlowMethod implements Greeter {
        @Slow
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    public static class ListedInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    @NonBlocking
    @ApplicationScoped
    @Interceptors(ListedInterceptor.class)
    public static class WithListedInterceptor implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @ApplicationScoped
    public static class WithOwnInterceptor implements Greeter {
        @Override
        @NonBlocking
        public String greet(String whom) {
            return here();
        }

        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    @NonBlocking
    @ApplicationScoped
    public static class Decorated implements Greeter {
        @Override
        public String greet(String whom) {
            return here();
        }
    }

    @Decorator
    @Priority(Interceptor.Priority.APPLICATION)
    public static class SlowDecorator implements Greeter {
        @Inject
        @Delegate
        Greeter delegate;

        @Override
        public String greet(String whom) {
            return delegate.greet(whom);
        }
    }
}
