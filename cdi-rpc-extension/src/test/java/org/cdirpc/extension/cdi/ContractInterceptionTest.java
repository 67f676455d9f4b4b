package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own interceptor bindings on a contract hold for calls through the proxy. */
class ContractInterceptionTest {

    @TempDir
    Path folder;

    private Application application() {
        return Application.of(
                        folder,
                        Traced.class,
                        Shouted.class,
                        Upper.class,
                        Contract.class,
                        ContractBean.class,
                        Events.class,
                        Base.class,
                        Companion.class,
                        Middle.class,
                        TracedInterceptor.class,
                        ShoutedInterceptor.class,
                        Caller.class)
                .start();
    }

    @Test
    void bindingsOfTheMethodItsInterfaceAndTheContractHold() {
        try (Application app = application()) {
            assertThat(app.ask(Caller.class, "own")).isEqualTo("<own>");
            assertThat(app.ask(Caller.class, "inherited")).isEqualTo("<INHERITED>");
            assertThat(app.ask(Caller.class, "loud")).isEqualTo("<LOUD>");
        }
    }

    @Test
    void aDefaultMethodIsNotIntercepted_whatItCallsIs() {
        try (Application app = application()) {
            assertThat(app.ask(Caller.class, "twice")).isEqualTo("<own> <own>");
        }
    }

    @Test
    void theMethodsOfAnInterceptorsSuperClassRunFirstAndAnOverriddenOneOnce() {
        try (Application app = application()) {
            app.ask(Caller.class, "own");
            assertThat(app.ask(Caller.class, "events")).isEqualTo("[base, own]");
        }
    }

    @Test
    void interceptorsMayThrowAndCatchTheContractsCheckedExceptions() {
        try (Application app = application()) {
            assertThat(app.ask(Caller.class, "fail")).isEqualTo("IOException: no paper, seen");
        }
    }

    @Test
    void anInterceptorKnowsTheProxyBeanAndEndsWithIt() throws Exception {
        Class<?> interceptor;
        try (Application app = application()) {
            app.ask(Caller.class, "own");
            app.ask(Caller.class, "loud");
            interceptor = app.its(TracedInterceptor.class);
            assertThat(life(interceptor)).containsExactly("made around " + Contract.class.getName());
        }
        assertThat(life(interceptor)).containsExactly("made around " + Contract.class.getName(), "gone");
    }

    @SuppressWarnings("unchecked")
    private static List<String> life(Class<?> interceptor) throws ReflectiveOperationException {
        return (List<String>) interceptor.getField("LIFE").get(null);
    }

    @Test
    void whatAnExtensionAddsToAContractHolds() {
        try (Application app = Application.in(folder)
                .archive(Archive.of(
                                "all",
                                Traced.class,
                                Base.class,
                                Middle.class,
                                Companion.class,
                                TracedInterceptor.class,
                                Greeter.class,
                                LocalGreeter.class,
                                RemoteCaller.class)
                        .classes(Marker.class, Marker.TracedLiteral.class)
                        .text("META-INF/services/" + Extension.class.getName(), Marker.class.getName()))
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("<Hello, Ada>");
        }
    }

    /** As servers mark what has annotations of fault tolerance. */
    public static class Marker implements Extension {
        void mark(@Observes ProcessAnnotatedType<Greeter> event) {
            // OpenWebBeans tells of the bean class too, which shall stay as it is.
            if (event.getAnnotatedType().getJavaClass() == Greeter.class) {
                event.configureAnnotatedType().methods().forEach(method -> method.add(new TracedLiteral()));
            }
        }

        private static final class TracedLiteral extends AnnotationLiteral<Traced> implements Traced {
            private static final long serialVersionUID = 1L;
        }
    }

    @Test
    void aContractWithoutBindingsHasThePlainProxy() {
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        TracedInterceptor.class,
                        Traced.class,
                        Base.class,
                        Middle.class,
                        Companion.class)
                .start()) {
            BeanManager manager = app.container().getBeanManager();
            CreationalContext<?> context = manager.createCreationalContext(null);
            ContractBindings bindings = new ContractBindings(manager, app.loader(), Greeter.class, null);
            Greeter proxy = (Greeter) Proxy.newProxyInstance(
                    Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class}, (self, method, args) -> args[0]);
            assertThat(new ContractInterception(manager, app.loader(), bindings).around(proxy, Greeter.class, context))
                    .isSameAs(proxy);
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Traced {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Shouted {}

    /** A binding that brings another. */
    @Shouted
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Upper {}

    @Shouted
    public interface Events {
        String inherited();
    }

    @Remote
    @Traced
    public interface Contract extends Events {
        String own();

        @Upper
        String loud();

        String fail() throws IOException;

        default String twice() {
            return own() + " " + own();
        }
    }

    @ApplicationScoped
    public static class ContractBean implements Contract {
        @Override
        public String own() {
            return "own";
        }

        @Override
        public String loud() {
            return "loud";
        }

        @Override
        public String inherited() {
            return "inherited";
        }

        @Override
        public String fail() throws IOException {
            throw new IOException("no paper");
        }
    }

    public static class Base {
        static final List<String> EVENTS = new CopyOnWriteArrayList<>();

        @AroundInvoke
        Object base(InvocationContext context) throws Exception {
            EVENTS.add("base");
            return context.proceed();
        }
    }

    public static class Middle extends Base {
        @AroundInvoke
        protected Object around(InvocationContext context) throws Exception {
            throw new AssertionError("overridden");
        }
    }

    /** Dependent on the interceptor that it is injected into. */
    @Dependent
    public static class Companion {
        void join() {}

        @PreDestroy
        void gone() {
            TracedInterceptor.LIFE.add("gone");
        }
    }

    @Traced
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class TracedInterceptor extends Middle {
        public static final List<String> LIFE = new CopyOnWriteArrayList<>();

        @Inject
        public TracedInterceptor(@Intercepted Bean<?> bean, Companion companion) {
            LIFE.add("made around " + bean.getBeanClass().getName());
            companion.join();
        }

        @Override
        @AroundInvoke
        protected Object around(InvocationContext context) throws Exception {
            EVENTS.add("own");
            try {
                return "<" + context.proceed() + ">";
            } catch (IOException e) {
                throw new IOException(e.getMessage() + ", seen");
            }
        }
    }

    @Shouted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION + 1)
    public static class ShoutedInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return ((String) context.proceed()).toUpperCase(java.util.Locale.ROOT);
        }
    }

    @ApplicationScoped
    public static class Caller implements Function<String, String> {
        @Inject
        @RpcClient
        Contract contract;

        @Override
        public String apply(String method) {
            try {
                return switch (method) {
                    case "events" -> Base.EVENTS.toString();
                    default -> (String) Contract.class.getMethod(method).invoke(contract);
                };
            } catch (java.lang.reflect.InvocationTargetException e) {
                return e.getCause().getClass().getSimpleName() + ": "
                        + e.getCause().getMessage();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
