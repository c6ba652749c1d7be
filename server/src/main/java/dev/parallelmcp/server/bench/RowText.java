package dev.parallelmcp.server.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** How rows are shown. */
public final class RowText {

    private static final String ABSENT = "-";
    private static final String FORMAT = "%-52s %8s %7s %-10s %12s %10s %10s %10s %12s %6s %6s";

    private RowText() {}

    /** The heads of the columns of a table. */
    public static String head() {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "workload",
                "tasks",
                "workers",
                "durability",
                "operations/s",
                "p50 us",
                "p99 us",
                "WAL B/task",
                "limit/s",
                "ratio",
                "errors");
    }

    /** One line of the table. */
    public static String line(Row row) {
        Sample median = row.median();
        return String.format(
                Locale.ROOT,
                FORMAT,
                row.name(),
                row.load().tasks(),
                row.load().workers(),
                durability(row),
                whole(OptionalDouble.of(median.operationsPerSecond())),
                whole(OptionalDouble.of(median.p50Micros())),
                whole(OptionalDouble.of(median.p99Micros())),
                whole(median.walBytesPerTask()),
                whole(row.limitPerSecond()),
                text("%.2f", row.ratio()),
                median.errors().isPresent() ? median.errors().getAsLong() : ABSENT);
    }

    private static String whole(OptionalDouble figure) {
        return text("%.0f", figure);
    }

    private static String text(String format, OptionalDouble figure) {
        return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : ABSENT;
    }

    /** The same as one line of JSON; what was not measured is null, a limit or errors that there cannot be are left out. */
    public static String json(Row row) {
        Sample median = row.median();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("workload", row.name())
                .put("tasks", row.load().tasks())
                .put("workers", row.load().workers())
                .put("durability", durability(row))
                .put("operationsPerSecond", rounded(median.operationsPerSecond(), 10))
                .put("p50Micros", rounded(median.p50Micros(), 10))
                .put("p99Micros", rounded(median.p99Micros(), 10));
        if (median.walBytesPerTask().isPresent()) {
            json.put("walBytesPerTask", rounded(median.walBytesPerTask().getAsDouble(), 10));
        } else {
            json.putNull("walBytesPerTask");
        }
        row.limitPerSecond().ifPresent(limit -> json.put("limitPerSecond", rounded(limit, 10)));
        row.ratio().ifPresent(ratio -> json.put("ratio", rounded(ratio, 1_000)));
        median.errors().ifPresent(errors -> json.put("errors", errors));
        return json.toString();
    }

    private static String durability(Row row) {
        return row.load().durability().name().toLowerCase(Locale.ROOT);
    }

    private static double rounded(double figure, int parts) {
        return (double) Math.round(figure * parts) / parts;
    }
}
