package dev.parallelmcp.server.drill;

import java.util.Locale;

/**
 * A line of a report.
 *
 * @param name for machines
 * @param label for people
 * @param value a number or a text
 * @param note what it must be, or what it is made of; may be empty
 */
record Figure(String name, String label, Object value, String note) {

    static Figure of(String name, String label, Object value) {
        return new Figure(name, label, value, "");
    }

    String text() {
        String shown = value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : value.toString();
        return String.format(Locale.ROOT, "  %-34s %12s  %s", label, shown, note)
                .stripTrailing();
    }
}
