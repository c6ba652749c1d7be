package dev.parallelmcp.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the import directions of the core, and keeps time, chance and the standard streams outside it. */
class ArchitectureTest {
    private static final String CORE = "dev.parallelmcp.core";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    /** All but the one class that is allowed to reach for the machine's clock and chance. */
    private static final JavaClasses MAIN_BUT_AMBIENT = MAIN.that(not(Part.AMBIENT.itself));

    private static final JavaClasses MAIN_AND_TESTS = new ClassFileImporter().importPackages(CORE);

    /** The packages of the core, inner ones first. A new package gets its line here, with what it may import. */
    @SuppressWarnings("ImmutableEnumChecker") // ArchUnit's predicates are immutable without saying so
    private enum Part {
        AMBIENT("ambient.."),
        ERROR("error.."),
        MODEL("model..", ERROR),
        STORE("store", ERROR, MODEL),
        DOCTOR("doctor..", ERROR, MODEL),
        STORE_MEMORY("store.memory..", ERROR, MODEL, STORE),
        STORE_JDBC("store.jdbc..", ERROR, MODEL, STORE, DOCTOR),
        STORE_SQLITE("store.sqlite..", AMBIENT, ERROR, MODEL, STORE, DOCTOR, STORE_JDBC),
        STORE_POSTGRES("store.postgres..", AMBIENT, ERROR, MODEL, STORE, DOCTOR, STORE_JDBC),
        SCOPE("scope..", ERROR, MODEL, STORE),
        WAITING("waiting..", ERROR, MODEL, STORE),
        ENGINE("engine..", AMBIENT, ERROR, MODEL, STORE, SCOPE, WAITING),
        WORKER("worker..", AMBIENT, ERROR, MODEL, ENGINE);

        private final DescribedPredicate<JavaClass> itself;
        private final DescribedPredicate<JavaClass> forbidden;

        Part(String packages, Part... mayImport) {
            itself = resideInAPackage(CORE + "." + packages);
            DescribedPredicate<JavaClass> allowed = itself;
            for (Part part : mayImport) {
                allowed = allowed.or(part.itself);
            }
            forbidden = resideInAPackage(CORE + "..").and(not(allowed)).as("are another part of the core");
        }
    }

    @ParameterizedTest
    @EnumSource
    void importsRunOneWay(Part part) {
        noClasses()
                .that(part.itself)
                .should()
                .dependOnClassesThat(part.forbidden)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void everyPackageHasItsPlaceInTheTable() {
        DescribedPredicate<JavaClass> placed = resideInAPackage(CORE);
        for (Part part : Part.values()) {
            placed = placed.or(part.itself);
        }
        classes()
                .should(ArchCondition.from(placed.as("have their place in Part")))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(CORE + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void onlySqlStoresKnowSql() {
        noClasses()
                .that(not(Part.STORE_JDBC.itself.or(Part.STORE_SQLITE.itself).or(Part.STORE_POSTGRES.itself)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql.."))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** It is in test code, where it could import anything. */
    @Test
    void theWorkedExampleOfAStoreImportsNoMoreThanAStoreMay() {
        noClasses()
                .that(resideInAPackage(CORE + ".store.memory"))
                .should()
                .dependOnClassesThat(Part.STORE_MEMORY.forbidden)
                .check(MAIN_AND_TESTS);
    }

    @Test
    void valuesKnowNoClock() {
        noClasses()
                .that(Part.MODEL.itself.or(Part.ERROR.itself))
                .should()
                .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void timeIsInjected() {
        forbid(
                "read the system clock: inject an InstantSource",
                to(resideInAPackage("java.time.."), "now")
                        .or(to(belongToAnyOf(Clock.class, InstantSource.class), "system.*|tick.*"))
                        .or(to(equivalentTo(System.class), "currentTimeMillis"))
                        .or(newInstanceOf(Date.class)),
                MAIN_BUT_AMBIENT);
    }

    @Test
    void chanceIsInjected() {
        forbid(
                "draw from chance: inject what draws",
                to(equivalentTo(UUID.class), "randomUUID")
                        .or(to(equivalentTo(Math.class), "random"))
                        .or(to(equivalentTo(ThreadLocalRandom.class), "current"))
                        .or(newInstanceOf(Random.class))
                        .or(newInstanceOf(SecureRandom.class)),
                MAIN_BUT_AMBIENT);
    }

    @Test
    void streamsAreInjected() {
        forbid(
                "touch the standard streams or end the process: inject streams, return a result",
                to(equivalentTo(System.class), "in|out|err|exit")
                        .or(to(equivalentTo(Runtime.class), "exit|halt"))
                        .or(target(name("printStackTrace"))),
                MAIN);
    }

    @Test
    void nothingSleepsNotEvenTests() {
        forbid(
                "sleep: move the clock or await a condition",
                to(equivalentTo(Thread.class), "sleep").or(to(equivalentTo(TimeUnit.class), "sleep")),
                MAIN_AND_TESTS);
    }

    private static void forbid(String what, DescribedPredicate<JavaAccess<?>> access, JavaClasses where) {
        noClasses()
                .should()
                .accessTargetWhere(access.as(what))
                .allowEmptyShould(true)
                .check(where);
    }

    /** Calls, method references and field accesses alike. */
    private static DescribedPredicate<JavaAccess<?>> to(DescribedPredicate<JavaClass> owner, String namePattern) {
        return target(owner(owner)).and(target(nameMatching(namePattern)));
    }

    private static DescribedPredicate<JavaAccess<?>> newInstanceOf(Class<?> type) {
        return to(equivalentTo(type), "<init>");
    }
}
