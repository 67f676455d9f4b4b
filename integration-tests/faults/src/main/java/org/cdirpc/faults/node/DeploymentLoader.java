package org.cdirpc.faults.node;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class loader of one deployment. What the application has comes from there, though the process has it as well. */
final class DeploymentLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PACKAGE = DeploymentLoader.class.getPackageName();
    private static final String APPLICATION = PACKAGE + ".";

    private DeploymentLoader(URL[] urls, ClassLoader parent) {
        super("deployment", urls, parent);
    }

    /** The application and all libraries, above it nothing but the JDK: as a web archive with its libraries inside. */
    static DeploymentLoader bundled(Path application) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(url(application));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path library = Path.of(entry);
            if (!library.toAbsolutePath().equals(classes())) {
                urls.add(url(library));
            }
        }
        return new DeploymentLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The application alone, above it all libraries: as with those that a server has itself. */
    static DeploymentLoader shared(Path application) throws IOException {
        return new DeploymentLoader(new URL[] {url(application)}, DeploymentLoader.class.getClassLoader());
    }

    /** Writes the archive of the application: this package, with a descriptor that makes it a bean archive. */
    static void writeArchive(Path archive) throws IOException {
        Path folder = classes().resolve(PACKAGE.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder (expected: the lab runs from its folder of classes)");
        }
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> classes = Files.list(folder)) {
            jar.putNextEntry(new JarEntry("META-INF/beans.xml"));
            jar.write("<beans version=\"4.0\" bean-discovery-mode=\"annotated\"/>".getBytes(StandardCharsets.UTF_8));
            for (Path type : (Iterable<Path>) classes::iterator) {
                jar.putNextEntry(new JarEntry(PACKAGE.replace('.', '/') + "/" + type.getFileName()));
                Files.copy(type, jar);
            }
        }
    }

    private static Path classes() throws IOException {
        try {
            return Path.of(DeploymentLoader.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (java.net.URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(APPLICATION)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
