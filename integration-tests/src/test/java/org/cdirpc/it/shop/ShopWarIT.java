package org.cdirpc.it.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.cdirpc.it.server.ServerSetup;
import org.junit.jupiter.api.Test;

class ShopWarIT {

    /** One archive for all servers needs nothing more than this, and above all no descriptor that works around one. */
    @Test
    void theArchiveHasTheBundleAndNoServersWorkaround() throws IOException {
        Path war = ServerSetup.existing("it.shop.war");
        List<String> names;
        try (JarFile jar = new JarFile(war.toFile())) {
            names = jar.stream().map(ZipEntry::getName).toList();
        }
        assertThat(names)
                .filteredOn(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                .extracting(name -> name.replaceAll("WEB-INF/lib/|-\\d.*", ""))
                .containsExactlyInAnyOrder(
                        "cdi-rpc-api",
                        "cdi-rpc-bundle",
                        "hazelcast",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-databind",
                        "jackson-dataformat-cbor");
        assertThat(names)
                .contains("WEB-INF/beans.xml", "WEB-INF/glassfish-web.xml")
                .doesNotContain("WEB-INF/jboss-deployment-structure.xml", "WEB-INF/classes/META-INF/beans.xml");
    }
}
