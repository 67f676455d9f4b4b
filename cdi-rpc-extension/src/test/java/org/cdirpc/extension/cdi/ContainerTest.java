package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each execution of these tests runs on the container that it names. */
class ContainerTest {

    /** Something to deploy. */
    @ApplicationScoped
    public static class PlainBean {}

    @TempDir
    Path folder;

    @Test
    void theTestsRunOnTheContainerThatTheBuildNames() {
        String wanted = System.getProperty("test.container");
        try (Application app = Application.of(folder, PlainBean.class).start()) {
            Class<?> container = app.container().getClass();
            assertThat(container.getName())
                    .isEqualTo(
                            wanted.startsWith("weld-se-core-")
                                    ? "org.jboss.weld.environment.se.WeldContainer"
                                    : "org.apache.openwebbeans.se.OWBContainer");
            assertThat(container
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .endsWith(wanted + ".jar");
        }
    }
}
