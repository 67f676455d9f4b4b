package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cdirpc.Remote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentLoaderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path archive() throws Exception {
        Path archive = folder.resolve("application.jar");
        DeploymentLoader.writeArchive(archive);
        return archive;
    }

    @Test
    void withBundledLibrariesNothingIsTheProcesss() throws Exception {
        try (DeploymentLoader loader = DeploymentLoader.bundled(archive())) {
            assertThat(loader.loadClass(LabService.class.getName()).getClassLoader())
                    .isSameAs(loader);
            assertThat(loader.loadClass(Remote.class.getName()).getClassLoader())
                    .isSameAs(loader);
        }
    }

    @Test
    void withSharedLibrariesTheApplicationAloneIsNew() throws Exception {
        try (DeploymentLoader first = DeploymentLoader.shared(archive());
                DeploymentLoader second = DeploymentLoader.shared(archive())) {
            Class<?> service = first.loadClass(LabService.class.getName());
            assertThat(service.getClassLoader()).isSameAs(first);
            assertThat(second.loadClass(LabService.class.getName())).isNotSameAs(service);
            assertThat(first.loadClass(Remote.class.getName())).isSameAs(Remote.class);
            assertThat(first.getResource("META-INF/beans.xml")).isNotNull();
        }
    }
}
