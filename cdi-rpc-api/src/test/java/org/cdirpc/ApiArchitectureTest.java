package org.cdirpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A contract jar needs this module and nothing else. */
@AnalyzeClasses(packages = "org.cdirpc", importOptions = DoNotIncludeTests.class)
class ApiArchitectureTest {

    @ArchTest
    static final ArchRule thePackagesHaveNoCycles =
            slices().matching("org.cdirpc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theExtensionPointsKnowNothingElse = noClasses()
            .that()
            .resideInAPackage("org.cdirpc.spi..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("org.cdirpc.spi..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheJdkAndTheAnnotationsOfCdi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "org.cdirpc..", "java..", "jakarta.enterprise..", "jakarta.inject..", "org.jspecify..");

    /** Seen from the pom, since an import is not the only way to depend. */
    @Test
    void everyDependencyIsProvidedOrForTests() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> dependencies = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(dependencies)
                .isNotEmpty()
                .allMatch(dependency ->
                        dependency.contains("<scope>provided</scope>") || dependency.contains("<scope>test</scope>"));
    }
}
