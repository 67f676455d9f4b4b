package org.cdirpc.faults.catalogue;

import java.util.HashMap;
import java.util.Map;
import org.cdirpc.Remote;
import org.cdirpc.faults.lab.SourceCompiler;

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
        return new Release(new Loaded(SourceCompiler.compile(units)));
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
