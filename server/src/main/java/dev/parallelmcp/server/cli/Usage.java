package dev.parallelmcp.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Tells what is wrong with the options of a command. */
record Usage(CommandSpec command) {

    /** Of the command that reads them, which picocli names before anything is asked. */
    static Usage of(@Nullable CommandSpec command) {
        return new Usage(Objects.requireNonNull(command, "options are read by a command"));
    }

    ParameterException misused(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }

    /** A size that is not allowed is wrong usage. */
    <T> T valid(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw misused(Objects.toString(e.getMessage()));
        }
    }

    /**
     * The place that --db names, if it does.
     *
     * @param what can be named, as "a file"
     * @param refuse tells why a place cannot be used
     */
    Optional<Path> place(@Nullable String given, String what, Function<Path, Optional<String>> refuse) {
        if (given == null) {
            return Optional.empty();
        }
        if (given.isBlank()) {
            throw misused("--db: given blank text, name " + what);
        }
        try {
            Path place = Path.of(given);
            refuse.apply(place).ifPresent(problem -> {
                throw misused("--db: " + problem);
            });
            return Optional.of(place);
        } catch (InvalidPathException e) {
            throw misused("--db: given " + given + ", which is not a path");
        }
    }

    /**
     * Refuses options of servers that stand before the command. They would be read and not heeded: a command that was to
     * use a certain file would use another.
     *
     * @param example of how it is meant
     */
    void refuseOptionsBefore(String example) {
        for (OptionSpec option : command.root().commandLine().getParseResult().matchedOptions()) {
            if (option.scopeType() == ScopeType.LOCAL) {
                throw misused(option.longestName() + ": is before the command, which does not heed it there; "
                        + "put it behind, as in: " + example);
            }
        }
    }
}
