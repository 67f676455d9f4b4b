package org.cdirpc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarFile;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relocated libraries do their work from the bundle alone, with no copy of theirs anywhere else. */
class RelocatedLibrariesIT {

    private static final String PREFIX = "org.cdirpc.bundle.";

    @SuppressWarnings("NullAway.Init")
    private URLClassLoader loader;

    @BeforeEach
    void loadTheBundleAlone() throws IOException {
        // The parent is this test's loader for the api and what stays outside, without the originals of what is inside.
        ClassLoader outside = new WithoutOriginals(RelocatedLibrariesIT.class.getClassLoader());
        loader = new URLClassLoader(new URL[] {BundleIT.jarPath().toUri().toURL()}, outside);
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void generatedLoggersLogThroughJavaUtilLogging() throws Exception {
        Class<?> type = loader.loadClass(PREFIX + "io.undertow.UndertowLogger");
        Object logger = type.getField("ROOT_LOGGER").get(null);
        assertThat(logger.getClass().getName()).isEqualTo(PREFIX + "io.undertow.UndertowLogger_$logger");

        Recorder recorder = new Recorder();
        Logger root = Logger.getLogger(PREFIX + "io.undertow");
        root.addHandler(recorder);
        root.setUseParentHandlers(false);
        try {
            type.getMethod("closeAsyncFailed", IOException.class).invoke(logger, new IOException("a reset"));
        } finally {
            root.removeHandler(recorder);
        }
        assertThat(recorder.lines).singleElement().asString().matches("(?s)\\w+ UT\\d+: .*");
    }

    @Test
    void everyLoggerAndMessageInterfaceFindsItsGeneratedClass() throws Exception {
        Class<?> loggers = loader.loadClass(PREFIX + "org.jboss.logging.Logger");
        Class<?> messages = loader.loadClass(PREFIX + "org.jboss.logging.Messages");
        Method logger = loggers.getMethod("getMessageLogger", MethodHandles.Lookup.class, Class.class, String.class);
        Method bundle = messages.getMethod("getBundle", MethodHandles.Lookup.class, Class.class);
        List<String> found = new ArrayList<>();
        try (JarFile jar = new JarFile(BundleIT.jarPath().toFile())) {
            for (String name : jar.stream().map(entry -> entry.getName()).toList()) {
                String suffix = name.endsWith("_$logger.class") ? "_$logger" : "_$bundle";
                if (name.endsWith(suffix + ".class")) {
                    String type = name.substring(0, name.length() - (suffix + ".class").length())
                            .replace('/', '.');
                    Class<?> contract = loader.loadClass(type);
                    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(contract, MethodHandles.lookup());
                    Object made = suffix.equals("_$logger")
                            ? logger.invoke(null, lookup, contract, "test")
                            : bundle.invoke(null, lookup, contract);
                    assertThat(made.getClass().getName()).isEqualTo(type + suffix);
                    found.add(type);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(5);
    }

    @Test
    void relocatedUndertowServesARequest() throws Exception {
        Class<?> undertow = loader.loadClass(PREFIX + "io.undertow.Undertow");
        Class<?> builder = loader.loadClass(PREFIX + "io.undertow.Undertow$Builder");
        Class<?> handler = loader.loadClass(PREFIX + "io.undertow.server.HttpHandler");
        Class<?> exchange = loader.loadClass(PREFIX + "io.undertow.server.HttpServerExchange");
        InvocationHandler answer = (proxy, method, arguments) ->
                exchange.getMethod("setStatusCode", int.class).invoke(arguments[0], 204);

        Object configured = undertow.getMethod("builder").invoke(null);
        builder.getMethod("addHttpListener", int.class, String.class).invoke(configured, 0, "127.0.0.1");
        builder.getMethod("setIoThreads", int.class).invoke(configured, 1);
        builder.getMethod("setWorkerThreads", int.class).invoke(configured, 1);
        builder.getMethod("setHandler", handler)
                .invoke(configured, Proxy.newProxyInstance(loader, new Class<?>[] {handler}, answer));
        Object server = builder.getMethod("build").invoke(configured);
        undertow.getMethod("start").invoke(server);
        try {
            List<?> listeners = (List<?>) undertow.getMethod("getListenerInfo").invoke(server);
            Object listener = listeners.get(0);
            var address = (InetSocketAddress)
                    listener.getClass().getMethod("getAddress").invoke(listener);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(204);
        } finally {
            undertow.getMethod("stop").invoke(server);
        }
    }

    /** Hides the originals of the relocated libraries, which are on this test's class path. */
    private static final class WithoutOriginals extends ClassLoader {

        WithoutOriginals(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.matches(
                    "(io\\.undertow|org\\.xnio|org\\.jboss\\.(logging|threads)|org\\.wildfly|io\\.smallrye)\\..*"
                            + "|org\\.cdirpc\\.(transport|cluster|extension)\\..*")) {
                throw new ClassNotFoundException(name + " (hidden: the bundle must do without it)");
            }
            return super.loadClass(name, resolve);
        }
    }

    private static final class Recorder extends Handler {

        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            Level level = record.getLevel();
            lines.add(level.getName() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
