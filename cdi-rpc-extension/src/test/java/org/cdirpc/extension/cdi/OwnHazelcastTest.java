package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has Hazelcast already need not run it twice. */
class OwnHazelcastTest {

    @TempDir
    Path folder;

    @Test
    void theMemberThatTheApplicationProducesIsTheRegistry() {
        try (Application app = Application.of(
                        folder, Greeter.class, LocalGreeter.class, RemoteCaller.class, Members.class)
                .config("cdirpc.cluster", "hazelcast")
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
            HazelcastInstance own =
                    app.container().select(HazelcastInstance.class).get();
            assertThat(own.getDistributedObjects()).isNotEmpty();
            assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(1);
        }
        assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
    }

    @Test
    void theOneThatIsNamedIsTheRegistryWhereThereAreSeveral() {
        try (Application app = Application.of(
                        folder,
                        Greeter.class,
                        LocalGreeter.class,
                        RemoteCaller.class,
                        Members.class,
                        OtherMembers.class)
                .config("cdirpc.cluster", "hazelcast")
                .config("cdirpc.cluster.bean", "other")
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("Hello, Ada");
            assertThat(Hazelcast.getAllHazelcastInstances())
                    .singleElement()
                    .satisfies(used ->
                            assertThat(used.getConfig().getClusterName()).isEqualTo("other"));
        }
        assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Other {}

    @ApplicationScoped
    public static class OtherMembers {
        @Produces
        @Other
        @Named("other")
        @ApplicationScoped
        HazelcastInstance start() {
            return Members.member("other");
        }

        void stop(@Disposes @Other @Named("other") HazelcastInstance member) {
            member.shutdown();
        }
    }

    @ApplicationScoped
    public static class Members {
        @Produces
        @ApplicationScoped
        HazelcastInstance start() {
            return member("own");
        }

        static HazelcastInstance member(String name) {
            Config config = new Config().setClusterName(name).setProperty("hazelcast.phone.home.enabled", "false");
            config.setProperty("hazelcast.logging.type", "jdk");
            config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
            config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
            config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
            return Hazelcast.newHazelcastInstance(config);
        }

        void stop(@Disposes HazelcastInstance member) {
            member.shutdown();
        }
    }
}
