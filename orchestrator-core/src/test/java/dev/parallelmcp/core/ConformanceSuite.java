package dev.parallelmcp.core;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parallelmcp.core.contract.StoreContract;
import java.util.List;
import org.junit.platform.commons.annotation.Testable;

/** All contracts that there are. */
public final class ConformanceSuite {

    private ConformanceSuite() {}

    /** The abstract classes of their package that hold tests, in the order of their names. */
    public static List<Class<?>> contracts() {
        return new ClassFileImporter()
                .importPackages(StoreContract.class.getPackageName()).stream()
                        .filter(type -> type.getSimpleName().endsWith("Contract"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(ConformanceSuite::holdsTests)
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static boolean holdsTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
    }
}
