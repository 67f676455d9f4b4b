package org.cdirpc.faults.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.cdirpc.Remote;

/**
 * All contracts in one release, compiled, in a class loader of their own: the classes of two releases have the same names.
 * Each row's types are members of an interface, so that none needs to be declared public.
 */
final class Release {

    /** The interface whose members a row's types are. */
    static final String HOLDER = "Release";

    private static final String IMPORTS = """
            import com.fasterxml.jackson.annotation.*;
            import java.math.*;
            import java.net.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.cdirpc.*;
            import org.jspecify.annotations.Nullable;
            """;

    private final ClassLoader loader;

    private Release(ClassLoader loader) {
        this.loader = loader;
    }

    /** Compiles these sources, by package and by the packages below. */
    static Release compile(Map<String, Map<String, String>> sources) {
        Map<String, String> units = new HashMap<>();
        sources.forEach((row, packages) -> packages.forEach((below, source) -> {
            String name = below.isEmpty() ? row : row + "." + below;
            StringBuilder imports = new StringBuilder(IMPORTS);
            packages.keySet().stream()
                    .filter(other -> !other.isEmpty())
                    .forEach(other -> imports.append("import " + row + "." + other + "." + HOLDER + ".*;\n"));
            units.put(
                    name + "." + HOLDER,
                    "package " + name + ";\n" + imports + "public interface " + HOLDER + " {\n" + source + "}\n");
        }));
        return new Release(new Loaded(compiled(units)));
    }

    /** Compiles these whole sources, by class name; returns classes by theirs. */
    static Map<String, byte[]> compiled(Map<String, String> units) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("no compiler (expected: a JDK, not a runtime alone)");
        }
        List<JavaFileObject> sources = new ArrayList<>();
        units.forEach((name, text) -> sources.add(new Source(name, text)));
        List<String> said = new ArrayList<>();
        List<String> options =
                List.of("-parameters", "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        try (Classes classes = new Classes(compiler.getStandardFileManager(null, null, null))) {
            boolean good = compiler.getTask(null, classes, found -> said.add(found.toString()), options, null, sources)
                    .call();
            if (!good) {
                throw new IllegalArgumentException(String.join("\n", said));
            }
            Map<String, byte[]> compiled = new HashMap<>();
            classes.written.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
            return compiled;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** The contract among a row's types. */
    Class<?> contract(String row) {
        try {
            for (Class<?> type : Class.forName(row + "." + HOLDER, true, loader).getDeclaredClasses()) {
                if (type.isAnnotationPresent(Remote.class)) {
                    return type;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(row + " has no @Remote interface");
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Classes(StandardJavaFileManager libraries) {
            super(libraries);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(name, bytes);
                    return bytes;
                }
            };
        }
    }

    private static final class Loaded extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loaded(Map<String, byte[]> classes) {
            super(Release.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
