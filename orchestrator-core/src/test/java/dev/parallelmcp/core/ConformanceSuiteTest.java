package dev.parallelmcp.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.contract.ClaimContract;
import dev.parallelmcp.core.contract.CrashContract;
import dev.parallelmcp.core.contract.NamedTaskContract;
import dev.parallelmcp.core.contract.StoreContract;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No contract is forgotten on any store. */
class ConformanceSuiteTest {

    /** The package beside {@code contract}, and what the names of its classes begin with. */
    private static final List<String> STORES = List.of("store.sqlite.contract.Sqlite", "store.memory.contract.Memory");

    static Stream<Class<?>> contracts() {
        return ConformanceSuite.contracts().stream();
    }

    @Test
    void contractsAreFound() {
        assertThat(contracts())
                .contains(ClaimContract.class, CrashContract.class)
                .doesNotContain(StoreContract.class, NamedTaskContract.class)
                .hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyContractIsRunOnEveryStore(Class<?> contract) {
        String core = getClass().getPackageName() + ".";
        String name = contract.getSimpleName().replace("Contract", "Test");
        for (String store : STORES) {
            Class<?> test = load(core + store + name);
            assertThat(contract).isAssignableFrom(test);
            assertThat(Modifier.isAbstract(test.getModifiers())).isFalse();
            assertThat(test.isAnnotationPresent(Disabled.class)).isFalse();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no test class " + name, e);
        }
    }
}
