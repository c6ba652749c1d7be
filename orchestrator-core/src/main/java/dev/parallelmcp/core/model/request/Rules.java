package dev.parallelmcp.core.model.request;

import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.Texts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks that requests share. Each names the field, what was given and what is allowed. */
final class Rules {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1," + Limits.MAX_NAME_CHARACTERS + "}");

    /** Instants outside are slips of the caller and would not survive every database. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Rules() {}

    static String id(String field, @Nullable String value) {
        if (value == null) {
            throw missing(field);
        }
        if (!ID.matcher(value).matches()) {
            throw OrchestratorException.invalidArgument(
                    field,
                    "given " + quoted(value) + ", allowed are 1 to " + Limits.MAX_NAME_CHARACTERS
                            + " characters of A-Z a-z 0-9 . _ : -");
        }
        return value;
    }

    static Optional<String> id(String field, Optional<String> value) {
        value.ifPresent(id -> id(field, id));
        return value;
    }

    /** A name of the caller's choice: a kind, a key, a worker, a namespace, a client token. */
    static String name(String field, @Nullable String value) {
        return text(field, value, Limits.MAX_NAME_CHARACTERS);
    }

    static Optional<String> name(String field, Optional<String> value) {
        value.ifPresent(name -> name(field, name));
        return value;
    }

    /** A sentence for people: a reason, an error. */
    static String sentence(String field, @Nullable String value) {
        return text(field, value, Limits.MAX_TEXT_CHARACTERS);
    }

    /** What went wrong, in as many words as it takes. */
    static String error(String field, @Nullable String value) {
        return text(field, value, Limits.MAX_ERROR_CHARACTERS);
    }

    static Optional<String> sentence(String field, Optional<String> value) {
        value.ifPresent(sentence -> sentence(field, sentence));
        return value;
    }

    private static String text(String field, @Nullable String value, int maxCharacters) {
        if (value == null) {
            throw missing(field);
        }
        if (value.isBlank() || value.length() > maxCharacters) {
            throw OrchestratorException.invalidArgument(
                    field,
                    "given " + (value.isBlank() ? "blank text" : value.length() + " characters") + ", allowed are 1 to "
                            + maxCharacters + " characters");
        }
        if (!Texts.storable(value)) {
            throw OrchestratorException.invalidArgument(field, "holds half a surrogate pair or the character U+0000");
        }
        return value;
    }

    /** Metadata is a JSON object, so that fields can be added to it. */
    static Optional<Json> object(String field, Optional<Json> value) {
        value.ifPresent(json -> {
            if (!json.text().stripLeading().startsWith("{")) {
                throw OrchestratorException.invalidArgument(
                        field, "given " + quoted(json.text()) + ", must be an object");
            }
        });
        return value;
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    static long range(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw OrchestratorException.invalidArgument(
                    field, "given " + value + ", allowed " + lowest + " to " + highest);
        }
        return value;
    }

    static <N extends Number> Optional<N> range(String field, Optional<N> value, long lowest, long highest) {
        value.ifPresent(number -> range(field, number.longValue(), lowest, highest));
        return value;
    }

    static Optional<Long> wait(Optional<Long> waitMs) {
        return range("waitMs", waitMs, 0, Limits.MAX_WAIT_MILLIS);
    }

    static Optional<Integer> pageLimit(Optional<Integer> limit) {
        return range("limit", limit, 1, Limits.MAX_PAGE_ITEMS);
    }

    static Optional<Integer> pageOffset(Optional<Integer> offset) {
        return range("offset", offset, 0, Limits.MAX_PAGE_OFFSET);
    }

    static List<String> kinds(@Nullable List<String> kinds) {
        List<String> distinct = distinct(kinds);
        distinct.forEach(kind -> name("kinds", kind));
        range("kinds", distinct.size(), 0, Limits.MAX_KINDS_PER_REQUEST);
        return distinct;
    }

    /** A copy without repetitions, in the order given; absent means empty. */
    static <T> List<T> distinct(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(new LinkedHashSet<>(values));
    }

    /** At most one of two ways to say the same instant. */
    static void notBoth(String first, Optional<?> a, String second, Optional<?> b) {
        if (a.isPresent() && b.isPresent()) {
            throw OrchestratorException.invalidArgument(second, "given together with " + first + "; give one of them");
        }
    }

    /** Where both are given, the first comes before the second. */
    static <T extends Comparable<T>> void before(String first, Optional<T> a, String second, Optional<T> b) {
        if (a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) >= 0) {
            throw OrchestratorException.invalidArgument(
                    first, "given " + a.get() + ", must be before " + second + ", given " + b.get());
        }
    }

    static Optional<Instant> instant(String field, Optional<Instant> value) {
        value.ifPresent(instant -> {
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw OrchestratorException.invalidArgument(
                        field, "given " + instant + ", allowed " + EARLIEST + " to " + LATEST);
            }
        });
        return value;
    }

    private static OrchestratorException missing(String field) {
        return OrchestratorException.invalidArgument(field, "is required");
    }

    private static String quoted(String value) {
        return value.length() <= 60 ? "'" + value + "'" : "'" + value.substring(0, 60) + "…'";
    }
}
