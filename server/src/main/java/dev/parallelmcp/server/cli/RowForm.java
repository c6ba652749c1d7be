package dev.parallelmcp.server.cli;

import dev.parallelmcp.server.bench.Row;
import dev.parallelmcp.server.bench.RowText;
import java.util.Optional;

/** How measured lines are printed. */
enum RowForm {
    TABLE {
        @Override
        Optional<String> head() {
            return Optional.of(RowText.head());
        }

        @Override
        String line(Row row) {
            return RowText.line(row);
        }
    },
    JSON {
        @Override
        Optional<String> head() {
            return Optional.empty();
        }

        @Override
        String line(Row row) {
            return RowText.json(row);
        }
    };

    /** What stands above the lines. */
    abstract Optional<String> head();

    abstract String line(Row row);
}
