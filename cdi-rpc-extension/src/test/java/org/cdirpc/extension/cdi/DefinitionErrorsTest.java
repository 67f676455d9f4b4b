package org.cdirpc.extension.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.nio.file.Path;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;
import org.cdirpc.RpcClient;
import org.cdirpc.extension.cdi.app.Greeter;
import org.cdirpc.extension.cdi.app.LocalGreeter;
import org.cdirpc.extension.cdi.app.PlainCaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an application is said at deployment, all of it at once. */
class DefinitionErrorsTest {

    @TempDir
    Path folder;

    @Test
    void twoBeansForOneContractAreNamedWithTheFix() {
        assertThat(refusalOf(Application.of(folder, Greeter.class, LocalGreeter.class, OtherGreeter.class)))
                .contains("CDIRPC330001: 1 to mend before this application can be deployed")
                .contains("CDIRPC330002: " + Greeter.class.getName() + " would be served by "
                        + OtherGreeter.class.getName() + " and " + LocalGreeter.class.getName()
                        + " (expected: one bean; make one an @Alternative with @Priority");
    }

    @Test
    void aBeanOfASessionCannotServe() {
        assertThat(refusalOf(Application.of(folder, Greeter.class, SessionGreeter.class)))
                .contains("CDIRPC330007: " + Greeter.class.getName() + " would be served by "
                        + SessionGreeter.class.getName() + " in @SessionScoped");
    }

    @Test
    void everyMemberOfAQualifierIsChecked() {
        assertThat(refusalOf(Application.of(folder, Greeter.class, Asker.class)))
                .contains(
                        "CDIRPC330003: " + Asker.class.getName() + ".text: @RpcClient on java.lang.String, which is no"
                                + " contract (expected: an interface with @Remote")
                .contains("CDIRPC330004: " + Asker.class.getName() + ".version: @RpcClient(version = \"latest\")"
                        + " (expected: the oldest version that will do, major.minor or major.minor.patch, each from 0 to"
                        + " 65535, such as \"1.2\"; or a range")
                .contains(Asker.class.getName() + ".range: @RpcClient(version = \"[2,1)\")")
                .doesNotContain(Asker.class.getName() + ".pinned")
                .contains("CDIRPC330005: " + Asker.class.getName() + ".timeout: @RpcClient(timeoutMillis = -5)")
                .contains(
                        "CDIRPC330006: " + Asker.class.getName() + ".balancer: @RpcClient(balancer = \"fair\")"
                                + " (expected: one of consistent-hash, least-active, p2c, random, round-robin, shortest-response");
    }

    @Test
    void theProblemsOfContractsAndConfigurationAreReportedWithTheOthers() {
        assertThat(refusalOf(Application.of(
                                folder,
                                Greeter.class,
                                LocalGreeter.class,
                                OtherGreeter.class,
                                NoContract.class,
                                BadContract.class)
                        .config("cdirpc.port", "http")
                        .config("cdirpc.tiemout", "3s")))
                .contains("CDIRPC330001: 5 to mend")
                .contains("CDIRPC330002")
                .contains("CDIRPC310010")
                .contains(NoContract.class.getName())
                .contains(BadContract.class.getName())
                .contains("@OneWay")
                .contains("cdirpc.port: \"http\", from jar:file:")
                .contains("perhaps cdirpc.timeout");
    }

    @Test
    void configurationIsNoConcernOfAnApplicationWithoutContracts() {
        Application.of(folder, Bystander.class)
                .config("cdirpc.port", "http")
                .start()
                .close();
    }

    @Test
    void aPlainInjectionPointIsFineNextToAProblem() {
        // The proxies of the other contracts are there, so that the container adds no errors of its own.
        assertThat(refusalOf(Application.of(folder, Greeter.class, PlainCaller.class, BadContract.class)))
                .contains("CDIRPC330001: 1 to mend")
                .doesNotContain("nsatisfied");
    }

    private static String refusalOf(Application.Builder application) {
        Throwable refusal = catchThrowable(() -> application.start().close());
        assertThat(refusal).isNotNull();
        StringBuilder messages = new StringBuilder();
        for (Throwable each = refusal; each != null; each = each.getCause()) {
            messages.append(each.getMessage()).append('\n');
        }
        return messages.toString();
    }

    @ApplicationScoped
    public static class Bystander {}

    @ApplicationScoped
    public static class OtherGreeter implements Greeter {
        @Override
        public String greet(String whom) {
            return whom;
        }
    }

    @SessionScoped
    public static class SessionGreeter implements Greeter, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String greet(String whom) {
            return whom;
        }
    }

    @ApplicationScoped
    public static class Asker {
        @Inject
        @RpcClient
        String text;

        @Inject
        @RpcClient(version = "latest")
        Greeter version;

        @Inject
        @RpcClient(version = "[2,1)")
        Greeter range;

        @Inject
        @RpcClient(version = "[1,3)")
        Greeter pinned;

        @Inject
        @RpcClient(timeoutMillis = -5)
        Greeter timeout;

        @Inject
        @RpcClient(balancer = "fair")
        Greeter balancer;
    }

    @Remote
    public static class NoContract {}

    @Remote
    public interface BadContract {
        @OneWay
        String tell(String what);
    }
}
