package org.cdirpc.transport.cbor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** This package stands on its own. */
@AnalyzeClasses(packages = "org.cdirpc.transport.cbor", importOptions = ImportOption.DoNotIncludeTests.class)
class CborPackageTest {

    @ArchTest
    static final ArchRule standsOnItsOwn = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.cdirpc.transport.cbor..",
                    "org.cdirpc.transport.shape..",
                    "org.cdirpc.spi..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule noJavaDeserialisation =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule noClassByName = noClasses()
            .should()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ClassLoader.class);
}
