package dev.parallelmcp.server.drill;

import java.util.Locale;

/** What an option may be. */
final class Bounds {

    private Bounds() {}

    /** Throws IllegalArgumentException with words for the person who gave the option. */
    static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--%s: given %d, allowed %d to %d", option, value, least, most));
        }
    }
}
