package org.cdirpc.extension.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** A jar that is made while the test runs, out of classes of the test class path and of texts. */
final class Archive {

    private static final String BEANS_XML = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\""
            + " version=\"4.0\" bean-discovery-mode=\"%s\">%s</beans>";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Set<String> brought = new HashSet<>();

    /** An archive with this discovery mode; without beans.xml for null. */
    static Archive of(@Nullable String discoveryMode, Class<?>... classes) {
        Archive archive = new Archive();
        if (discoveryMode != null) {
            archive.text("META-INF/beans.xml", BEANS_XML.formatted(discoveryMode, ""));
        }
        return archive.classes(classes);
    }

    /** Selects alternatives for this archive. */
    Archive alternatives(Class<?>... types) {
        StringBuilder list = new StringBuilder("<alternatives>");
        for (Class<?> type : types) {
            list.append("<class>").append(type.getName()).append("</class>");
        }
        return text("META-INF/beans.xml", BEANS_XML.formatted("all", list.append("</alternatives>")));
    }

    Archive classes(Class<?>... classes) {
        for (Class<?> type : classes) {
            entries.put(fileOf(type.getName()), codeOf(type.getName()));
            // A nested class has to have the loader of the one around it, though that is none of the archive's beans.
            brought.add(type.getName());
            brought.add(type.getNestHost().getName());
        }
        return this;
    }

    Archive text(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Whether the class is this archive's, and not the tests'. */
    boolean brings(String className) {
        return brought.contains(className);
    }

    static byte[] codeOf(String className) {
        try (InputStream in = Archive.class.getClassLoader().getResourceAsStream(fileOf(className))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }

    URL writeTo(Path jar) {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new JarEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try {
            return jar.toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
