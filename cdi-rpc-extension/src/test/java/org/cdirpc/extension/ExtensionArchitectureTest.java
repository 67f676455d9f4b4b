package org.cdirpc.extension;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The directions of the design, as far as this module goes. */
@AnalyzeClasses(packages = "org.cdirpc.extension", importOptions = ImportOption.DoNotIncludeTests.class)
class ExtensionArchitectureTest {

    private static final String[] EVERYWHERE = {
        "java..",
        "org.cdirpc",
        "org.cdirpc.spi",
        "org.cdirpc.transport.cbor",
        "org.cdirpc.transport.shape",
        "com.fasterxml.jackson.annotation..",
        "org.jspecify..",
        "org.jboss.logging.."
    };

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.cdirpc.extension.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule contractStandsOnTheApiAndTheCodec = only("contract");

    @ArchTest
    static final ArchRule versionsStandOnTheContract = only("version", "org.cdirpc.extension.contract");

    @ArchTest
    static final ArchRule callStandsOnTheContract =
            only("call", "org.cdirpc.extension.contract", "org.cdirpc.extension.version");

    @ArchTest
    static final ArchRule clientKnowsNoServer = only(
            "client",
            "org.cdirpc.extension.call",
            "org.cdirpc.extension.contract",
            "org.cdirpc.extension.version",
            "org.cdirpc.cluster",
            "org.cdirpc.cluster.routing",
            "org.cdirpc.transport.channel");

    @ArchTest
    static final ArchRule serverKnowsNoClientAndNoCluster = only(
            "server",
            "org.cdirpc.extension.call",
            "org.cdirpc.extension.contract",
            "org.cdirpc.extension.version",
            "org.cdirpc.transport.channel");

    @ArchTest
    static final ArchRule interceptorsOfOursKnowWhatThoseOfApplicationsKnow = only("interceptor");

    @ArchTest
    static final ArchRule nobodyKnowsTheGlue = noClasses()
            .that()
            .resideOutsideOfPackage("org.cdirpc.extension.cdi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cdirpc.extension.cdi");

    @ArchTest
    static final ArchRule theGlueAloneKnowsCdi = noClasses()
            .that()
            .resideOutsideOfPackage("org.cdirpc.extension.cdi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.jboss.weld..", "org.apache.webbeans..");

    @ArchTest
    static final ArchRule theGlueIsThin = noClasses()
            .that()
            .resideInAPackage("org.cdirpc.extension.cdi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.cdirpc.transport..",
                    "org.cdirpc.extension.call",
                    "org.cdirpc.extension.client",
                    "org.cdirpc.cluster",
                    "org.cdirpc.cluster.hazelcast");

    @ArchTest
    static final ArchRule microProfilesApiIsNeededByOneClassOnly = noClasses()
            .that()
            .doNotHaveSimpleName("ConfigSourceMicroProfile")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    private static ArchRule only(String part, String... others) {
        List<String> allowed = new ArrayList<>(Arrays.asList(EVERYWHERE));
        allowed.addAll(Arrays.asList(others));
        allowed.add("org.cdirpc.extension." + part);
        return classes()
                .that()
                .resideInAPackage("org.cdirpc.extension." + part)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new));
    }
}
