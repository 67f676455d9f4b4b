package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An application in a container of its own, made of archives in a class loader of its own. Tests talk to its beans by
 * types of the JDK, since its classes are not theirs.
 */
final class Application implements AutoCloseable {

    private final ArchiveLoader loader;
    private final SeContainer container;

    private Application(ArchiveLoader loader, SeContainer container) {
        this.loader = loader;
        this.container = container;
    }

    /** An application whose archives are written into this folder. */
    static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** An application of one archive in which every class is a bean. */
    static Builder of(Path folder, Class<?>... classes) {
        return in(folder).archive(Archive.of("all", classes));
    }

    SeContainer container() {
        return container;
    }

    ClassLoader loader() {
        return loader;
    }

    /** The application's own version of a class of the tests. */
    @SuppressWarnings("unchecked")
    <T> Class<T> its(Class<T> type) {
        try {
            return (Class<T>) loader.loadClass(type.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a bean that is a function. */
    @SuppressWarnings("unchecked")
    String ask(Class<? extends Function<String, String>> bean, String question, Annotation... qualifiers) {
        return ((Function<String, String>)
                        (Object) container.select(its(bean), qualifiers).get())
                .apply(question);
    }

    @Override
    public void close() {
        try (loader) {
            if (container.isRunning()) {
                container.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Collects what the application has. */
    static final class Builder {

        private final Path folder;
        private final List<Archive> archives = new ArrayList<>();
        private final Map<String, String> config =
                new TreeMap<>(Map.of("cdirpc.cluster", "none", "cdirpc.drain", "2s"));

        private Builder(Path folder) {
            this.folder = folder;
        }

        Builder archive(Archive archive) {
            archives.add(archive);
            return this;
        }

        Builder config(String key, String value) {
            config.put(key, value);
            return this;
        }

        Application start() {
            String text = config.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("\n"));
            archives.add(Archive.of(null).text("META-INF/cdi-rpc.properties", text));
            URL[] urls = new URL[archives.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = archives.get(i).writeTo(folder.resolve("archive" + System.nanoTime() + ".jar"));
            }
            ArchiveLoader loader = new ArchiveLoader(urls, archives);
            SeContainerInitializer initializer =
                    SeContainerInitializer.newInstance().setClassLoader(loader);
            if (System.getProperty("test.container").startsWith("openwebbeans")) {
                // Or it takes every annotated class of the tests' class path for a bean.
                initializer.addProperty("org.apache.webbeans.scanBeansXmlOnly", "true");
            }
            return new Application(loader, initializer.initialize());
        }
    }
}
