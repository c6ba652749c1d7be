package dev.parallelmcp.server.cli;

import dev.parallelmcp.core.engine.OrchestratorOptions;
import dev.parallelmcp.core.model.Limits;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What holds for tasks and runs that do not say otherwise. */
final class EngineOptions {

    @Option(
            names = "--lease-ms",
            paramLabel = "<ms>",
            defaultValue = "" + Limits.DEFAULT_LEASE_MILLIS,
            description = "The length of a lease whose claim names none. Default: ${DEFAULT-VALUE}.")
    private long leaseMs;

    @Option(
            names = "--max-attempts",
            paramLabel = "<n>",
            defaultValue = "" + Limits.DEFAULT_MAX_ATTEMPTS,
            description = "The attempts of a task that names none. Default: ${DEFAULT-VALUE}.")
    private int maxAttempts;

    @Option(
            names = "--max-payload-bytes",
            paramLabel = "<bytes>",
            defaultValue = "" + Limits.DEFAULT_MAX_PAYLOAD_BYTES,
            description = "The largest JSON payload. Default: ${DEFAULT-VALUE}.")
    private int maxPayloadBytes;

    @Option(
            names = "--retain",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Delete runs that ended longer ago than this, such as 30d, 12h or 90m. Default: never.")
    private @Nullable Duration retain;

    /** Throws the core's own refusal of a value that is not allowed. */
    OrchestratorOptions options() {
        OrchestratorOptions options = OrchestratorOptions.DEFAULT
                .withLeaseMs(leaseMs)
                .withMaxAttempts(maxAttempts)
                .withMaxPayloadBytes(maxPayloadBytes);
        return retain == null ? options : options.withRetain(retain);
    }

    /** A number of days, hours, minutes or seconds. */
    private static final class Time implements ITypeConverter<Duration> {

        private static final Pattern TIME = Pattern.compile("(\\d{1,9})([dhms])");

        @Override
        public Duration convert(String value) {
            Matcher time = TIME.matcher(value.toLowerCase(Locale.ROOT));
            if (!time.matches()) {
                throw new TypeConversionException("given '" + value + "', allowed is a number and d, h, m or s");
            }
            long number = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "d" -> Duration.ofDays(number);
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
