package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cdirpc.CallScope;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.RpcContext;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bean has around it while it serves a remote call. */
class ServedCallTest {

    @TempDir
    Path folder;

    @Test
    void everyCallHasARequestContextOfItsOwn() {
        try (Application app = Application.of(
                        folder, Greeter.class, RemoteCaller.class, Journal.class, Visit.class, VisitedGreeter.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("visits 1 2 of Ada");
            assertThat(app.ask(RemoteCaller.class, "Bob")).isEqualTo("visits 1 2 of Bob");
            assertThat(app.ask(Journal.class, "read")).isEqualTo("[visit made, visit over, visit made, visit over]");
        }
    }

    @Test
    void aDependentBeanIsMadeForTheCallAndDestroyedAfterIt() {
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        RemoteCaller.class,
                        Journal.class,
                        Visit.class,
                        Helper.class,
                        DependentGreeter.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("once for Ada");
            assertThat(app.ask(RemoteCaller.class, "Bob")).isEqualTo("once for Bob");
            assertThat(app.ask(Journal.class, "read"))
                    .isEqualTo("[greeter made, greeter gone, helper gone, visit made, visit over,"
                            + " greeter made, greeter gone, helper gone, visit made, visit over]");
        }
    }

    @Test
    void aSingletonKeepsWhatWasInjectedIntoIt() {
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        RemoteCaller.class,
                        Journal.class,
                        Companion.class,
                        SingletonGreeter.class)
                .start()) {
            app.ask(RemoteCaller.class, "Ada");
            app.ask(RemoteCaller.class, "Bob");
            assertThat(app.ask(Journal.class, "read")).isEqualTo("[]");
        }
    }

    @Test
    void interceptorsOfTheBeanHold() {
        try (Application app = Application.of(
                        folder, Greeter.class, RemoteCaller.class, Loud.class, LoudInterceptor.class, LoudGreeter.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("HELLO ADA");
        }
    }

    @Test
    void theThreadHasTheModulesClassLoader() {
        try (Application app = Application.of(folder, Greeter.class, RemoteCaller.class, LoaderGreeter.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("true");
        }
    }

    @Test
    void theContextOfTheCallIsInjected() throws Exception {
        try (Application app = Application.of(folder, Greeter.class, RemoteCaller.class, ContextGreeter.class)
                .start()) {
            String answer = CallScope.create().attach("tenant", "blue").call(() -> app.ask(RemoteCaller.class, "Ada"));
            assertThat(answer).isEqualTo(Greeter.class.getName() + " blue");
        }
    }

    @Test
    void theRequestContextOfAnAsynchronousBeanEndsWithItsStage() throws Exception {
        assumeThat(System.getProperty("test.container"))
                .as("a container whose request contexts can leave their thread")
                .startsWith("weld");
        try (Application app = Application.of(
                        folder, Slow.class, SlowBean.class, SlowCaller.class, Journal.class, Visit.class, Helper.class)
                .start()) {
            assertThat(app.ask(SlowCaller.class, "begin")).isEqualTo("begun");
            assertThat(app.ask(Journal.class, "await 1")).isEqualTo("[visit made]");
            assertThat(app.ask(SlowCaller.class, "finish")).isEqualTo("done");
            assertThat(app.ask(Journal.class, "await 4")).isEqualTo("[visit made, bean gone, helper gone, visit over]");
        }
    }

    @Test
    void aStageThatIsCompletedInsideAnotherRequestLeavesThatOneAlone() throws Exception {
        assumeThat(System.getProperty("test.container"))
                .as("a container whose request contexts can leave their thread")
                .startsWith("weld");
        try (Application app = Application.of(
                        folder, Slow.class, SlowBean.class, SlowCaller.class, Journal.class, Visit.class, Helper.class)
                .start()) {
            app.ask(SlowCaller.class, "begin");
            app.ask(Journal.class, "await 1");
            assertThat(app.ask(SlowCaller.class, "finish inside another call")).isEqualTo("done 1");
            assertThat(app.ask(Journal.class, "await 8").split("visit over")).hasSize(3);
        }
    }

    @Test
    void anAsynchronousBeanEndsAfterItsStageInEveryContainer() throws Exception {
        try (Application app = Application.of(
                        folder, Slow.class, SlowBean.class, SlowCaller.class, Journal.class, Visit.class, Helper.class)
                .start()) {
            app.ask(SlowCaller.class, "begin");
            assertThat(app.ask(Journal.class, "await 1")).doesNotContain("bean gone");
            app.ask(SlowCaller.class, "finish");
            assertThat(app.ask(Journal.class, "await 4")).contains("bean gone, helper gone");
        }
    }

    @Test
    void observersAreToldOfTheRequest() {
        assumeThat(System.getProperty("test.container"))
                .as("a container whose events say that it is a remote call")
                .startsWith("weld");
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        RemoteCaller.class,
                        Journal.class,
                        RequestObserver.class,
                        Visit.class,
                        VisitedGreeter.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("visits 1 2 of Ada");
            assertThat(app.ask(Journal.class, "await 5"))
                    .isEqualTo("[request begins, visit made, request ends, visit over, request is over]");
        }
    }

    @ApplicationScoped
    public static class RequestObserver {
        @Inject
        Journal journal;

        void begins(@Observes @Initialized(RequestScoped.class) String what) {
            write(what, "request begins");
        }

        void ends(@Observes @BeforeDestroyed(RequestScoped.class) String what) {
            write(what, "request ends");
        }

        void over(@Observes @Destroyed(RequestScoped.class) String what) {
            write(what, "request is over");
        }

        private void write(String what, String line) {
            if (what.equals("a remote call")) {
                journal.write(line);
            }
        }
    }

    @ApplicationScoped
    public static class Journal implements Function<String, String> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        public void write(String line) {
            synchronized (lines) {
                lines.add(line);
                lines.notifyAll();
            }
        }

        @Override
        public String apply(String command) {
            synchronized (lines) {
                if (command.startsWith("await ")) {
                    await(Integer.parseInt(command.substring(6)));
                }
                return lines.toString();
            }
        }

        private void await(int count) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (lines.size() < count && System.nanoTime() < deadline) {
                try {
                    lines.wait(100);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @RequestScoped
    public static class Visit {
        @Inject
        Journal journal;

        private int count;

        @PostConstruct
        void made() {
            journal.write("visit made");
        }

        @PreDestroy
        void over() {
            journal.write("visit over");
        }

        public int next() {
            return ++count;
        }
    }

    @ApplicationScoped
    public static class VisitedGreeter implements Greeter {
        @Inject
        Visit visit;

        @Override
        public String greet(String whom) {
            return "visits " + visit.next() + " " + visit.next() + " of " + whom;
        }
    }

    @Dependent
    public static class Helper {
        @Inject
        Journal journal;

        @Inject
        Visit visit;

        public void help() {}

        @PreDestroy
        void gone() {
            journal.write("helper gone");
            // The request is still there: what ends with it ends last.
            visit.next();
        }
    }

    @Dependent
    public static class DependentGreeter implements Greeter {
        @Inject
        Journal journal;

        @Inject
        Helper helper;

        @PostConstruct
        void made() {
            journal.write("greeter made");
        }

        @PreDestroy
        void gone() {
            journal.write("greeter gone");
        }

        @Override
        public String greet(String whom) {
            return "once for " + whom;
        }
    }

    @Dependent
    public static class Companion {
        @Inject
        Journal journal;

        @PreDestroy
        void gone() {
            journal.write("companion gone");
        }
    }

    @Singleton
    public static class SingletonGreeter implements Greeter {
        @Inject
        Companion companion;

        @Override
        public String greet(String whom) {
            return whom;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Loud {}

    @Loud
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class LoudInterceptor {
        @AroundInvoke
        Object louder(InvocationContext context) throws Exception {
            return context.proceed().toString().toUpperCase(java.util.Locale.ROOT);
        }
    }

    @Loud
    @ApplicationScoped
    public static class LoudGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return "Hello " + whom;
        }
    }

    @ApplicationScoped
    public static class LoaderGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return String.valueOf(
                    Thread.currentThread().getContextClassLoader() == LoaderGreeter.class.getClassLoader());
        }
    }

    @ApplicationScoped
    public static class ContextGreeter implements Greeter {
        @Inject
        RpcContext context;

        @Override
        public String greet(String whom) {
            return context.service() + " " + context.attachments().get("tenant");
        }
    }

    @Remote
    public interface Slow {
        CompletionStage<String> work();

        String finish();
    }

    @Dependent
    public static class SlowBean implements Slow {
        static final CompletableFuture<String> WORK = new CompletableFuture<>();

        @Inject
        Journal journal;

        @Inject
        Helper helper;

        @Inject
        Visit visit;

        @PreDestroy
        void gone() {
            journal.write("bean gone");
        }

        @Override
        public CompletionStage<String> work() {
            visit.next();
            return WORK;
        }

        @Override
        public String finish() {
            WORK.complete("done");
            return "done " + visit.next();
        }
    }

    @ApplicationScoped
    public static class SlowCaller implements Function<String, String> {
        @Inject
        @RpcClient(timeoutMillis = 20_000)
        Slow slow;

        private CompletionStage<String> answer;

        @Override
        public String apply(String command) {
            if (command.equals("begin")) {
                answer = slow.work();
                return "begun";
            }
            if (command.equals("finish inside another call")) {
                return slow.finish();
            }
            SlowBean.WORK.complete("done");
            return answer.toCompletableFuture().join();
        }
    }
}
