package dev.parallelmcp.server.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.schema.Toolset;
import dev.parallelmcp.server.docs.ExampleRun.Example;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes docs/tools.md. */
final class ToolsDocument {

    /** With {@code -Ddocuments.write=true} what is made of the tools is written anew, to be reviewed. */
    static final boolean WRITE = Boolean.getBoolean("documents.write");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String HEAD = """
            # Tools

            Every tool that the server offers: when to use it, what it takes, what it answers, and a call with its answer.
            What operations mean is in [lifecycle.md](lifecycle.md), what errors say in [errors.md](errors.md).

            This file is made from the tools' schemas by a test, and the examples are calls that the test has made; see
            [CONTRIBUTING.md](../CONTRIBUTING.md). Every result may instead be an `error`. Fields in bold are always there.
            """;

    private ToolsDocument() {}

    static String of(List<ToolSpec> tools, Map<String, Example> examples) {
        StringBuilder text = new StringBuilder(HEAD).append("\n| tool | toolsets | title |\n|---|---|---|\n");
        for (ToolSpec tool : tools) {
            text.append("| [`%s`](#%s) | %s | %s |\n".formatted(tool.name(), tool.name(), sets(tool), tool.title()));
        }
        tools.forEach(tool -> text.append(section(tool, Objects.requireNonNull(examples.get(tool.name())))));
        return text.toString();
    }

    private static String sets(ToolSpec tool) {
        return Arrays.stream(Toolset.values())
                .filter(set -> set.offers(tool))
                .map(Toolset::wireName)
                .collect(Collectors.joining(", "));
    }

    private static String section(ToolSpec tool, Example example) {
        return "\n## " + tool.name() + "\n\n" + tool.description() + hint(tool) + "\n\n"
                + arguments(tool.inputSchema()) + results(tool.outputSchema())
                + "\n```json\n" + pretty(example.arguments()) + "\n```\n\n```json\n" + pretty(example.answer())
                + "\n```\n";
    }

    private static String hint(ToolSpec tool) {
        if (tool.annotations().readOnlyHint()) {
            return " Changes nothing.";
        }
        return tool.annotations().destructiveHint() ? " Cannot be undone." : "";
    }

    private static String arguments(Map<String, Object> schema) {
        Map<?, ?> properties = (Map<?, ?>) schema.getOrDefault("properties", Map.of());
        if (properties.isEmpty()) {
            return "Takes no arguments.\n\n";
        }
        StringBuilder table = new StringBuilder("| argument | allowed | meaning |\n|---|---|---|\n");
        properties.forEach((name, property) -> {
            Map<?, ?> parameter = (Map<?, ?>) property;
            table.append("| %s | %s | %s |\n"
                    .formatted(
                            name(name, schema.getOrDefault("required", List.of())),
                            cell(SchemaText.of(parameter)),
                            cell(String.valueOf(parameter.get("description")))));
        });
        return table.append('\n').toString();
    }

    private static String results(Map<String, Object> schema) {
        Map<?, ?> properties = (Map<?, ?>) schema.getOrDefault("properties", Map.of());
        // Its first choice is the result, its second the error.
        Map<?, ?> result = (Map<?, ?>) ((List<?>) schema.getOrDefault("anyOf", List.of(Map.of()))).get(0);
        Collection<?> always = result.get("required") instanceof Collection<?> names ? names : List.of();
        return properties.keySet().stream()
                .filter(field -> !field.equals("error"))
                .map(field -> name(field, always))
                .collect(Collectors.joining(", ", "Answers ", ".\n"));
    }

    private static String name(Object name, Object required) {
        return required instanceof Collection<?> names && names.contains(name)
                ? "**`" + name + "`**"
                : "`" + name + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    static String pretty(String json) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
