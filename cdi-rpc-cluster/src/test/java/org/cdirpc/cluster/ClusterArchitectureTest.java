package org.cdirpc.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.cdirpc.cluster", importOptions = ImportOption.DoNotIncludeTests.class)
class ClusterArchitectureTest {

    @ArchTest
    static final ArchRule CORE_KNOWS_NEITHER_GRID_NOR_ROUTING = noClasses()
            .that()
            .resideInAPackage("org.cdirpc.cluster")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cdirpc.cluster.hazelcast..", "org.cdirpc.cluster.routing..");

    @ArchTest
    static final ArchRule ROUTING_KNOWS_NO_GRID = noClasses()
            .that()
            .resideInAPackage("org.cdirpc.cluster.routing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cdirpc.cluster.hazelcast..");

    @ArchTest
    static final ArchRule ONLY_THE_GRID_PACKAGE_SEES_HAZELCAST = noClasses()
            .that()
            .resideOutsideOfPackage("org.cdirpc.cluster.hazelcast..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule NEITHER_CDI_NOR_TRANSPORT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..",
                    "org.cdirpc.transport..",
                    "org.cdirpc",
                    "io.undertow..",
                    "org.xnio..",
                    "tools.jackson..",
                    "com.fasterxml..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.cdirpc.(cluster..)").should().beFreeOfCycles();
}
