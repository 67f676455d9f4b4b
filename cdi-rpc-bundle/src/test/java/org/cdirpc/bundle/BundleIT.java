package org.cdirpc.bundle;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What lies in the finished jar, and what must not. */
class BundleIT {

    private static final Pattern OWN_CLASS =
            Pattern.compile("(META-INF/versions/\\d+/)?org/cdirpc/(transport|cluster|extension|bundle)/.+\\.class");
    private static final Pattern SERVICES = Pattern.compile("META-INF/services/([^/]+)");
    private static final Set<String> BEAN_DEFINING = Set.of(
            "jakarta.enterprise.context.ApplicationScoped",
            "jakarta.enterprise.context.ConversationScoped",
            "jakarta.enterprise.context.Dependent",
            "jakarta.enterprise.context.RequestScoped",
            "jakarta.enterprise.context.SessionScoped",
            "jakarta.enterprise.context.NormalScope",
            "jakarta.enterprise.inject.Stereotype",
            "jakarta.interceptor.Interceptor",
            "jakarta.decorator.Decorator");

    @SuppressWarnings("NullAway.Init")
    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(jarPath().toFile());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    static Path jarPath() {
        return Path.of(System.getProperty("bundle.jar", "(missing)"));
    }

    @Test
    void everyClassIsOursOrRelocated() {
        assertThat(names())
                .filteredOn(name -> name.endsWith(".class"))
                .hasSizeGreaterThan(1000)
                .allSatisfy(name -> assertThat(name).matches(OWN_CLASS));
    }

    @Test
    void theApiIsNotInIt() {
        assertThat(names()).noneMatch(name -> name.matches("org/cdirpc/[^/]+\\.class|org/cdirpc/spi/.*\\.class"));
    }

    @Test
    void nothingRefersToAnUnrelocatedCopy() throws IOException {
        Pattern stray = Pattern.compile("(?<!org/cdirpc/bundle/)(io/undertow|org/xnio|org/jboss/(logging|threads)"
                + "|org/wildfly/(common|client)|io/smallrye/common)/");
        List<String> found = new ArrayList<>();
        for (String name : names()) {
            if (name.endsWith(".class")) {
                Matcher matcher = stray.matcher(text(name));
                if (matcher.find()) {
                    found.add(name + ": " + matcher.group());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theManifestAsksWildFlyForTheHiddenModules() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Dependencies"))
                .isEqualTo("jdk.unsupported optional, jdk.net optional");
    }

    @Test
    void everyServiceFileNamesARelocatedServiceAndProvidersThatExist() throws IOException {
        Set<String> services = new TreeSet<>();
        for (String name : names()) {
            Matcher matcher = SERVICES.matcher(name);
            if (matcher.matches()) {
                services.add(matcher.group(1));
                for (String line : text(name).split("\\R")) {
                    String provider = line.replaceFirst("#.*", "").strip();
                    if (!provider.isEmpty()) {
                        assertThat(jar.getEntry(provider.replace('.', '/') + ".class"))
                                .as("%s in %s", provider, name)
                                .isNotNull();
                    }
                }
            }
        }
        assertThat(services)
                .contains(
                        "org.cdirpc.bundle.org.xnio.XnioProvider",
                        "org.cdirpc.bundle.org.jboss.logging.LoggerProvider",
                        "org.cdirpc.bundle.io.undertow.client.ClientProvider")
                .allMatch(service -> service.startsWith("org.cdirpc.") || service.startsWith("jakarta."));
        assertThat(text("META-INF/services/org.cdirpc.bundle.org.jboss.logging.LoggerProvider"))
                .contains("\norg.cdirpc.bundle.org.jboss.logging.JDKLoggerProvider");
    }

    /** Holds from the moment the extension's own jar has the file; it must survive shading. */
    @Test
    void thePortableExtensionIsAnnouncedIfTheExtensionModuleHasOne() {
        boolean hasExtension = names().stream().anyMatch(name -> name.startsWith("org/cdirpc/extension/cdi/"));
        boolean announced = names().contains("META-INF/services/jakarta.enterprise.inject.spi.Extension");
        assertThat(announced).isEqualTo(hasExtension);
    }

    @Test
    void noSignatureModuleDescriptorOrBeanArchiveMarkerIsLeft() {
        assertThat(names())
                .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .doesNotContain("META-INF/beans.xml", "META-INF/INDEX.LIST", "META-INF/jandex.idx")
                .contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    /** Without beans.xml an archive is scanned in annotated mode: it has no beans if no class asks to be one. */
    @Test
    void noClassHasABeanDefiningAnnotation() throws IOException {
        // An annotation is in the constant pool by its descriptor; only such classes are worth a full import.
        Pattern candidate = Pattern.compile("L(jakarta/(enterprise|interceptor|decorator)/[\\w/$]+|org/cdirpc/\\w+);");
        Set<String> candidates = new TreeSet<>();
        for (String name : names()) {
            if (name.endsWith(".class") && candidate.matcher(text(name)).find()) {
                candidates.add(name);
            }
        }
        Set<String> beans = new ClassFileImporter()
                .withImportOption(location -> candidates.stream().anyMatch(location::contains)).importJar(jar).stream()
                        .filter(type -> type.getAnnotations().stream().anyMatch(BundleIT::definesABean))
                        .map(JavaClass::getName)
                        .collect(toCollection(TreeSet::new));
        assertThat(beans).isEmpty();
    }

    private static boolean definesABean(JavaAnnotation<JavaClass> annotation) {
        JavaClass type = annotation.getRawType();
        return BEAN_DEFINING.contains(type.getName())
                || Stream.of("jakarta.enterprise.inject.Stereotype", "jakarta.enterprise.context.NormalScope")
                        .anyMatch(type::isAnnotatedWith);
    }

    private static Set<String> names() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Class files too: constant pools keep names in plain bytes. */
    private static String text(String name) throws IOException {
        try (var in = jar.getInputStream(jar.getJarEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
