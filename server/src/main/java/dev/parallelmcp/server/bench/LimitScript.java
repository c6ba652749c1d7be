package dev.parallelmcp.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The statements of limit.sql by their names. */
final class LimitScript {

    private static final String FILE = "limit.sql";
    private static final String NAME = "-- name: ";
    private static final String COMMENT = "--";

    private final Map<String, String> texts;

    private LimitScript(Map<String, String> texts) {
        this.texts = texts;
    }

    static LimitScript load() {
        try (InputStream file = Objects.requireNonNull(LimitScript.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a text in which each block stands behind a line with its name; other comments say something to readers. */
    static LimitScript parse(String text) {
        Map<String, StringBuilder> blocks = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith(NAME)) {
                current = new StringBuilder();
                blocks.put(line.substring(NAME.length()), current);
            } else if (!line.startsWith(COMMENT)) {
                current.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        blocks.forEach((name, block) -> texts.put(name, block.toString().strip()));
        return new LimitScript(texts);
    }

    Set<String> names() {
        return texts.keySet();
    }

    String text(String name) {
        return Objects.requireNonNull(texts.get(name), () -> FILE + " has no " + name);
    }
}
