package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.cdirpc.extension.cdi.app.RemoteCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several beans the one serves that the application itself would get. */
class ExportChoiceTest {

    @TempDir
    Path folder;

    @Test
    void anEnabledAlternativeServesInsteadOfTheOther() {
        assertThat(whoServes(LocalGreeter.class, FirstAlternative.class)).isEqualTo("first for Ada");
    }

    @Test
    void theAlternativeOfTheHighestPriorityServes() {
        assertThat(whoServes(LocalGreeter.class, FirstAlternative.class, SecondAlternative.class))
                .isEqualTo("second for Ada");
    }

    @Test
    void aDisabledAlternativeNeverServes() {
        assertThat(whoServes(LocalGreeter.class, DisabledAlternative.class)).isEqualTo("Hello, Ada");
    }

    @Test
    void anAlternativeSelectedInBeansXmlServes() {
        Archive archive = Archive.of(
                        "all",
                        Greeter.class,
                        LocalGreeter.class,
                        DisabledAlternative.class,
                        PlainCaller.class,
                        RemoteCaller.class)
                .alternatives(DisabledAlternative.class);
        assertThat(whoServes(Application.in(folder).archive(archive))).isEqualTo("disabled for Ada");
    }

    @Test
    void aSpecialisingBeanServesInsteadOfTheOneItSpecialises() {
        assertThat(whoServes(LocalGreeter.class, SpecialGreeter.class)).isEqualTo("Hello, special Ada");
    }

    @Test
    void aBeanWithoutQualifierGoesBeforeOneWith() {
        assertThat(whoServes(LocalGreeter.class, InternalGreeter.class)).isEqualTo("Hello, Ada");
    }

    @Test
    void aBeanWithAQualifierServesIfItIsTheOnlyOne() {
        try (Application app = Application.of(folder, Greeter.class, InternalGreeter.class, RemoteCaller.class)
                .start()) {
            assertThat(app.ask(RemoteCaller.class, "Ada")).isEqualTo("internal for Ada");
        }
    }

    @Test
    void aBeanThatHidesTheContractDoesNotServe() {
        assertThat(whoServes(LocalGreeter.class, HiddenGreeter.class)).isEqualTo("Hello, Ada");
    }

    private String whoServes(Class<?>... greeters) {
        return whoServes(Application.in(folder)
                .archive(Archive.of("all", greeters).classes(Greeter.class, PlainCaller.class, RemoteCaller.class)));
    }

    private static String whoServes(Application.Builder application) {
        try (Application app = application.start()) {
            String served = app.ask(RemoteCaller.class, "Ada");
            assertThat(served).isEqualTo(app.ask(PlainCaller.class, "Ada"));
            return served;
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class FirstAlternative implements Greeter {
        @Override
        public String greet(String whom) {
            return "first for " + whom;
        }
    }

    @Alternative
    @Priority(2)
    @ApplicationScoped
    public static class SecondAlternative implements Greeter {
        @Override
        public String greet(String whom) {
            return "second for " + whom;
        }
    }

    @Alternative
    @ApplicationScoped
    public static class DisabledAlternative implements Greeter {
        @Override
        public String greet(String whom) {
            return "disabled for " + whom;
        }
    }

    @Specializes
    @ApplicationScoped
    public static class SpecialGreeter extends LocalGreeter {
        @Override
        public String greet(String whom) {
            return super.greet("special " + whom);
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Internal {}

    @Internal
    @ApplicationScoped
    public static class InternalGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return "internal for " + whom;
        }
    }

    @Typed(HiddenGreeter.class)
    @ApplicationScoped
    public static class HiddenGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return "hidden for " + whom;
        }
    }
}
