package dev.parallelmcp.core.doctor;

/**
 * One record of which something was found.
 *
 * @param id which one; never a payload
 * @param detail what it is about this one, or nothing
 */
public record Example(String id, String detail) {

    /** Several ids find room in it. */
    private static final int MAX_CHARACTERS = 2_000;

    /** A damaged record may hold anything, of any length; it must not move the cursor of a terminal. */
    public Example {
        id = printable(id);
        detail = printable(detail);
    }

    public static Example of(String id) {
        return new Example(id, "");
    }

    private static String printable(String text) {
        String start = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
        return start.replaceAll("\\p{C}", "?");
    }
}
