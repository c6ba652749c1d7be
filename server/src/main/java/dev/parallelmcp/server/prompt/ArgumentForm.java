package dev.parallelmcp.server.prompt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parallelmcp.server.mcp.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the value of an argument may be, and how it stands in a text. */
enum ArgumentForm {
    /** Words for the model. */
    TEXT {
        @Override
        String filledIn(String argument, String value) {
            require(value.length() <= MAX_TEXT_CHARACTERS, argument, "at most " + MAX_TEXT_CHARACTERS + " characters");
            return value;
        }
    },
    /** One name of the caller's choice. */
    NAME {
        @Override
        String filledIn(String argument, String value) {
            return quoted(argument, value.strip());
        }
    },
    /** Names separated by commas. */
    NAMES {
        @Override
        String filledIn(String argument, String value) {
            List<String> names = Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            require(
                    !names.isEmpty() && names.size() <= MAX_NAMES,
                    argument,
                    "1 to " + MAX_NAMES + " names separated by commas");
            return names.stream().map(name -> quoted(argument, name)).collect(Collectors.joining(",", "[", "]"));
        }
    },
    /** The id of a record. */
    ID {
        @Override
        String filledIn(String argument, String value) {
            require(ID_FORM.matcher(value).matches(), argument, "an id: 1 to 256 characters of A-Z a-z 0-9 . _ : -");
            return value;
        }
    };

    private static final int MAX_TEXT_CHARACTERS = 100_000;
    private static final int MAX_NAMES = 100;
    private static final int MAX_NAME_CHARACTERS = 256;
    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._:-]{1,256}");

    /**
     * The value as it stands in a text: names as JSON, so that none of them can be taken for a part of the text.
     *
     * @param value not blank
     * @throws RefusedException when it is not allowed
     */
    abstract String filledIn(String argument, String value);

    private static String quoted(String argument, String name) {
        require(
                name.length() <= MAX_NAME_CHARACTERS,
                argument,
                "names of at most " + MAX_NAME_CHARACTERS + " characters");
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
    }

    private static void require(boolean allowed, String argument, String form) {
        if (!allowed) {
            throw RefusedException.invalid(argument + ": must be " + form);
        }
    }
}
