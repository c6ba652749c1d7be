package dev.parallelmcp.core.doctor;

/**
 * One record of which something was found.
 *
 * @param id which one; never a payload
 * @param detail what it is about this one, or nothing
 */
public record Example(String id, String detail) {

    /** A damaged record may hold anything; it must not move the cursor of a terminal. */
    public Example {
        id = printable(id);
        detail = printable(detail);
    }

    public static Example of(String id) {
        return new Example(id, "");
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
