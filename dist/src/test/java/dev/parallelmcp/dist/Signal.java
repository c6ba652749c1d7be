package dev.parallelmcp.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The signals that ask a process to end. */
enum Signal {
    INT(2),
    TERM(15);

    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Skips the test where this signal is ignored: a child inherits that, and then Java leaves the signal alone. */
    void assumeNotIgnored() {
        assumeFalse(ignored(), "the tests were started with SIG" + this + " ignored");
    }

    private boolean ignored() {
        if (!Files.exists(OWN_STATUS)) {
            return false;
        }
        try {
            return Files.readAllLines(OWN_STATUS).stream()
                    .filter(line -> line.startsWith(IGNORED))
                    .map(line -> Long.parseUnsignedLong(line, IGNORED.length() + 1, line.length(), 16))
                    .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sendTo(long pid) {
        TheJar.Finished kill = TheJar.finish(new ProcessBuilder("sh", "-c", "kill -" + this + " " + pid), "");
        assertThat(kill.exitCode()).as(kill.stderr()).isZero();
    }
}
