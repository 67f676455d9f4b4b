package org.cdirpc.benchmarks.compare.costs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that were compiled just now, and are nowhere but here. Thread-safe. */
final class ClassesInMemory extends ClassLoader {

    private final Map<String, byte[]> code;

    private ClassesInMemory(Map<String, byte[]> code) {
        super(ClassesInMemory.class.getClassLoader());
        this.code = Map.copyOf(code);
    }

    /** Compiles sources, by class name, against the class path of this JVM. */
    static ClassesInMemory compile(Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this JVM has no compiler (expected: a JDK)");
        }
        List<SourceInMemory> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SourceInMemory(name, text)));
        StringWriter said = new StringWriter();
        try (Output output = new Output(compiler.getStandardFileManager(null, null, null))) {
            List<String> options = List.of("-proc:none", "-parameters", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(said, output, null, options, null, units).call()) {
                throw new IOException("the generated sources do not compile: " + said);
            }
            return new ClassesInMemory(output.bytes());
        }
    }

    /** The classes of these names. */
    List<Class<?>> all(Collection<String> names) throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(name, true, this));
        }
        return classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = code.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Output(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            written.put(className, out);
            URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return out;
                }
            };
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new HashMap<>();
            written.forEach((name, out) -> bytes.put(name, out.toByteArray()));
            return bytes;
        }
    }
}
