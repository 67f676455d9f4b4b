package org.cdirpc.transport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.cdirpc.transport", importOptions = ImportOption.DoNotIncludeTests.class)
final class TransportArchitectureTest {

    private static final DescribedPredicate<JavaClass> ABOVE = DescribedPredicate.describe(
            "CDI, Hazelcast, or what applications see",
            type -> type.getPackageName().startsWith("jakarta.")
                    || type.getPackageName().startsWith("com.hazelcast")
                    || type.getPackageName().equals("org.cdirpc"));

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.cdirpc.transport.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KNOWS_NOTHING_ABOVE = noClasses().should().dependOnClassesThat(ABOVE);

    @ArchTest
    static final ArchRule FRAME_IS_LOWEST = only("frame");

    @ArchTest
    static final ArchRule CHANNEL_KNOWS_FRAME = only("channel", "frame");

    @ArchTest
    static final ArchRule DIAL_KNOWS_CHANNEL = only("dial", "channel", "frame");

    @ArchTest
    static final ArchRule UNDERTOW_KNOWS_CHANNEL = only("undertow", "channel", "frame");

    @ArchTest
    static final ArchRule DUMP_KNOWS_FRAME = only("dump", "frame");

    @ArchTest
    static final ArchRule SHAPES_ARE_PLAIN_DATA = only("shape");

    @ArchTest
    static final ArchRule CBOR_KNOWS_SHAPES = only("cbor", "shape");

    @ArchTest
    static final ArchRule SERVER_LIBRARY_ONLY_IN_UNDERTOW = noClasses()
            .that()
            .resideOutsideOfPackage("org.cdirpc.transport.undertow")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..", "org.xnio..");

    @ArchTest
    static final ArchRule NO_OBJECT_STREAMS =
            noClasses().should().dependOnClassesThat().haveSimpleName("ObjectInputStream");

    private static ArchRule only(String one, String... others) {
        String base = "org.cdirpc.transport.";
        return classes()
                .that()
                .resideInAPackage(base + one)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe("below " + one, type -> {
                    String name = type.getPackageName();
                    if (!name.startsWith(base) || name.equals(base + one)) {
                        return true;
                    }
                    for (String other : others) {
                        if (name.equals(base + other)) {
                            return true;
                        }
                    }
                    return false;
                }));
    }
}
