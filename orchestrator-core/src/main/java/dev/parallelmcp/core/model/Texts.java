package dev.parallelmcp.core.model;

/** Which texts every database gives back as it took them. */
public final class Texts {

    private Texts() {}

    /**
     * Whether the text can be stored: half a surrogate pair has no form in UTF-8, and the character U+0000 ends a text in
     * some databases.
     */
    public static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
