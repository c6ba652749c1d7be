package dev.parallelmcp.core.store.memory;

import java.util.Comparator;
import java.util.Optional;

/** Orders that no type of Java has of itself. */
final class Orders {

    /** That of the bytes of the texts in UTF-8, whatever the machine's language. */
    static final Comparator<String> TEXT = Orders::compareTexts;

    /** What is absent comes first. */
    static final Comparator<Optional<String>> OPTIONAL_TEXT = Orders::compareOptionals;

    private Orders() {}

    private static int compareTexts(String a, String b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // Half a pair stands for a character that comes after all that need no pair.
                int pairs = Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
                return pairs == 0 ? Character.compare(x, y) : pairs;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int compareOptionals(Optional<String> a, Optional<String> b) {
        if (a.isPresent() && b.isPresent()) {
            return compareTexts(a.get(), b.get());
        }
        return Boolean.compare(a.isPresent(), b.isPresent());
    }
}
