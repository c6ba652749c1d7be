package dev.parallelmcp.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The directions in which the server's packages may know each other, and what only {@link Main} may touch. */
class ArchitectureTest {

    private static final String BASE = "dev.parallelmcp.server";
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void theProtocolKnowsNoTools() {
        mayNotKnow("mcp", "tool", "resource", "prompt", "cli", "embed");
    }

    @Test
    void theToolsKnowNoProtocol() {
        mayNotKnow("tool", "mcp", "resource", "prompt", "cli", "embed");
        noClasses()
                .that(resideInAPackage(BASE + ".tool"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.modelcontextprotocol.."))
                .check(SERVER);
    }

    /** They answer what the protocol asks in its words, but know neither the SDK nor who puts them together. */
    @Test
    void resourcesAndPromptsKnowOnlyWhatTheyStandBetween() {
        mayNotKnow("resource", "prompt", "cli", "embed");
        mayNotKnow("prompt", "resource", "cli", "embed");
        noClasses()
                .that(resideInAnyPackage(BASE + ".resource", BASE + ".prompt"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.modelcontextprotocol.."))
                .check(SERVER);
    }

    @Test
    void theLibraryKnowsNoCommandLine() {
        mayNotKnow("embed", "cli");
        noClasses()
                .that(not(resideInAPackage(BASE + ".cli")))
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(SERVER);
    }

    /** A drill sees what a client sees, so that no fault can hide in what both have in common. */
    @Test
    void drillsKnowTheServerOnlyFromOutside() {
        mayNotKnow("drill", "mcp", "tool", "resource", "prompt", "embed", "cli");
        noClasses()
                .that(resideInAPackage(BASE + ".drill"))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parallelmcp.core.."))
                .check(SERVER);
    }

    /** What is measured is what a program that embeds the library and a client get. */
    @Test
    void measurementsKnowTheServerOnlyFromOutside() {
        mayNotKnow("bench", "mcp", "tool", "resource", "prompt", "embed", "cli");
        mayNotKnow("process", "mcp", "tool", "resource", "prompt", "embed", "cli", "drill", "bench");
    }

    private static void mayNotKnow(String part, String... others) {
        for (String other : others) {
            noClasses()
                    .that(resideInAPackage(BASE + "." + part + ".."))
                    .should()
                    .dependOnClassesThat(resideInAPackage(BASE + "." + other + ".."))
                    .check(SERVER);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void nobodyKnowsMain() {
        classes()
                .that()
                .haveFullyQualifiedName(Main.class.getName())
                .should()
                .onlyBeAccessed()
                .byClassesThat()
                .haveFullyQualifiedName(Main.class.getName())
                .check(SERVER);
    }

    @Test
    void onlyMainTouchesTheProcess() {
        for (String stream : List.of("out", "err", "in")) {
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(Main.class.getName())
                    .should()
                    .accessField(System.class, stream)
                    .check(SERVER);
        }
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(SERVER);
    }

    /** Measurements make databases of their own. */
    @Test
    void onlyTheCommandLineAndMeasurementsOpenADatabase() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + ".cli", BASE + ".bench")))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parallelmcp.core.store.."))
                .check(SERVER);
    }
}
