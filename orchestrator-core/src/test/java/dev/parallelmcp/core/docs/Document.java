package dev.parallelmcp.core.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A document of the project, read from the source tree. */
record Document(String text) {

    /** @param path from the top of the project; tests run in the folder of their module */
    static Document at(String path) {
        try {
            return new Document(Files.readString(Path.of("..", path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between {@code <!-- name:begin -->} and {@code <!-- name:end -->}. */
    String part(String name) {
        String begin = "<!-- " + name + ":begin -->";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new AssertionError("no part " + name);
        }
        return text.substring(from + begin.length(), to).strip();
    }

    /** The cells of the rows of every table in this text, heads and rules included. */
    static List<List<String>> rows(String text) {
        return text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
