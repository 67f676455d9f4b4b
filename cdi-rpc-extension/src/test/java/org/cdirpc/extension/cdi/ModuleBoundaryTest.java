package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In an enterprise archive each module is the business of its own extension. */
class ModuleBoundaryTest {

    @TempDir
    Path folder;

    private final ModuleBoundary boundary = new ModuleBoundary();

    @Test
    void aModuleThatFindsThisExtensionIsOurs() throws Exception {
        try (ArchiveLoader module = module(PlainCaller.class)) {
            assertThat(boundary.owns(PlainCaller.class)).isTrue();
            assertThat(boundary.owns(theOneOf(module, PlainCaller.class))).isTrue();
        }
    }

    @Test
    void aModuleThatFindsACopyOfItsOwnOrNoneIsNot() throws Exception {
        try (ArchiveLoader other = module(PlainCaller.class, RpcExtension.class)) {
            assertThat(boundary.owns(theOneOf(other, PlainCaller.class))).isFalse();
        }
        assertThat(boundary.owns(String.class)).isFalse();
        assertThat(boundary.owns(java.sql.Driver.class)).isFalse();
    }

    @Test
    void anExtensionAboveSeveralModulesIsRefused() throws Exception {
        try (ArchiveLoader one = module(PlainCaller.class);
                ArchiveLoader other = module(PlainCaller.class)) {
            assertThat(ApplicationLoader.of(List.of(wishIn(one)), List.of()))
                    .isEqualTo(new ApplicationLoader(one, List.of()));
            assertThat(ApplicationLoader.of(List.of(wishIn(one), wishIn(other)), List.of())
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("CDIRPC330009: cdi-rpc was loaded by ")
                    .contains("WEB-INF/lib");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vfs:/content/shop.ear/orders.war/WEB-INF/lib/cdi-rpc-bundle.jar/,orders.war",
        "file:/srv/tomcat/webapps/orders/WEB-INF/lib/cdi-rpc-bundle.jar,orders",
        "jar:file:/srv/apps/orders.war!/WEB-INF/lib/cdi-rpc-bundle.jar!/,orders.war",
        "file:/home/dev/lib/cdi-rpc-extension.jar,''"
    })
    void theModuleIsKnownByItsArchive(String location, String name) {
        assertThat(ModuleName.in(location)).isEqualTo(name);
    }

    private ArchiveLoader module(Class<?>... classes) {
        Archive archive = Archive.of(null, classes);
        return new ArchiveLoader(
                new java.net.URL[] {archive.writeTo(folder.resolve("module" + System.nanoTime() + ".jar"))},
                List.of(archive));
    }

    private static Wish wishIn(ArchiveLoader module) throws ReflectiveOperationException {
        return new Wish(
                Greeter.class,
                Greeter.class,
                null,
                theOneOf(module, PlainCaller.class).getDeclaredField("greeter"));
    }

    private static Class<?> theOneOf(ArchiveLoader module, Class<?> type) throws ClassNotFoundException {
        return module.loadClass(type.getName());
    }
}
