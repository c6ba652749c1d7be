package dev.parallelmcp.server.tool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class NearestName {

    /** Names that differ in more than this share of their letters are not alike. */
    private static final double MAX_DIFFERENCE = 0.4;

    private static final int MAX_CHARACTERS = 64;

    private NearestName() {}

    /** The known name that is most like the given one, where one is like it at all. */
    static Optional<String> of(String given, Collection<?> known) {
        if (given.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        String wanted = plain(given);
        return known.stream()
                .map(String::valueOf)
                .filter(name ->
                        distance(wanted, plain(name)) <= MAX_DIFFERENCE * Math.max(wanted.length(), name.length()))
                .min(Comparator.comparingInt(name -> distance(wanted, plain(name))));
    }

    /** Without the differences between namingStyle, naming_style and Naming-Style. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** How many letters must be put in, taken out or exchanged (Levenshtein). */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchange, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
