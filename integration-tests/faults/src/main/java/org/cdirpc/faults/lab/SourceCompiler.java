package org.cdirpc.faults.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Compiles sources that are data of the lab: releases of contracts, which have the same names and other contents. */
public final class SourceCompiler {

    private SourceCompiler() {}

    /** Compiles whole sources, by class name, with the class path of this process; returns classes by theirs. */
    public static Map<String, byte[]> compile(Map<String, String> units) {
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

    /** Compiles them into a folder. */
    public static void compile(Map<String, String> units, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> compiled : compile(units).entrySet()) {
            Path file = folder.resolve(compiled.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, compiled.getValue());
        }
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
}
