package dev.parallelmcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.util.LibraryLoaderUtil;

/** The driver's jar has the library where we take it from. */
class NativePlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, libsqlitejdbc.so",
        "Linux, aarch64, libsqlitejdbc.so",
        "Mac OS X, x86_64, libsqlitejdbc.dylib",
        "Mac OS X, aarch64, libsqlitejdbc.dylib",
        "Windows 11, amd64, sqlitejdbc.dll",
        "Windows 11, aarch64, sqlitejdbc.dll"
    })
    void theLibraryIsThere(String os, String architecture, String name) {
        Optional<String> folder = NativePlatform.folder(system(os, architecture));
        // On Alpine the platforms of Linux are the driver's to tell.
        assumeTrue(folder.isPresent() || !os.equals("Linux"));
        assertThat(NativePlatformTest.class.getResource(folder.orElseThrow() + "/" + name))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Linux, s390x", "FreeBSD, amd64", "Windows 95, x86"})
    void otherPlatformsAreLeftToTheDriver(String os, String architecture) {
        assertThat(NativePlatform.folder(system(os, architecture))).isEmpty();
    }

    @Test
    void hereItIsThePlatformThatTheDriverFinds() {
        Optional<String> folder = NativePlatform.folder(System.getProperties());
        assumeTrue(folder.isPresent(), "left to the driver");
        assertThat(folder).contains(LibraryLoaderUtil.getNativeLibResourcePath());
    }

    private static Properties system(String os, String architecture) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("os.arch", architecture);
        return system;
    }
}
