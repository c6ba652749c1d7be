package dev.parallelmcp.server.prompt;

import dev.parallelmcp.server.tool.ToolMentions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a prompt, made from its file line by line.
 *
 * <ul>
 *   <li>The name of an argument in double braces is replaced by it; a line with one that is not given is left out.
 *   <li>A line that begins with {@code (without name)} is there only when the argument is not given.
 *   <li>A sentence that names a tool which is not offered is left out, and with the first one its whole line.
 *   <li>Lines that begin with {@code #.} are numbered.
 * </ul>
 */
final class PromptText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern CONDITION = Pattern.compile("^\\(without (\\w+)\\) ");
    private static final String STEP = "#. ";
    private static final String END_OF_SENTENCE = ". ";

    private final ToolMentions mentions;
    private final Map<String, String> arguments;
    private final List<String> lines = new ArrayList<>();
    private int steps;

    private PromptText(ToolMentions mentions, Map<String, String> arguments) {
        this.mentions = mentions;
        this.arguments = arguments;
    }

    /** @param arguments as they are to stand in the text */
    static String of(PromptKind kind, ToolMentions mentions, Map<String, String> arguments) {
        PromptText text = new PromptText(mentions, arguments);
        file(kind).lines().forEach(text::add);
        return String.join("\n", text.lines).strip();
    }

    static String file(PromptKind kind) {
        String name = kind.wireName() + ".txt";
        try (InputStream in = PromptText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the text of a prompt, " + name + ", is missing from the package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the text of a prompt, " + name + ", is not readable", e);
        }
    }

    private void add(String line) {
        if (line.isEmpty()) {
            if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
                lines.add("");
            }
            return;
        }
        applicable(line).ifPresent(this::addApplicable);
    }

    private Optional<String> applicable(String line) {
        Matcher condition = CONDITION.matcher(line);
        if (condition.find()) {
            return arguments.containsKey(condition.group(1))
                    ? Optional.empty()
                    : Optional.of(condition.replaceFirst(""));
        }
        boolean complete = PLACEHOLDER.matcher(line).results().allMatch(name -> arguments.containsKey(name.group(1)));
        return complete ? Optional.of(line) : Optional.empty();
    }

    private void addApplicable(String line) {
        boolean step = line.startsWith(STEP);
        String words = step ? line.substring(STEP.length()) : line;
        int end = words.indexOf(END_OF_SENTENCE);
        if (mentions.allOffered(end < 0 ? words : words.substring(0, end))) {
            String told = mentions.sentencesOfOffered(words);
            // Arguments come last, so that nothing is made of what they say.
            lines.add(PLACEHOLDER.matcher(step ? ++steps + ". " + told : told).replaceAll(this::argument));
        }
    }

    private String argument(MatchResult placeholder) {
        return Matcher.quoteReplacement(arguments.getOrDefault(placeholder.group(1), ""));
    }
}
