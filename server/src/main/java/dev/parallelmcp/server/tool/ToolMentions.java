package dev.parallelmcp.server.tool;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps a model from looking for tools that it does not have: texts that teach leave them out, errors say that they are
 * not there. A tool is mentioned by its name, as a word of its own. Immutable.
 */
public final class ToolMentions {

    /** A word like create_run that is no part of an id, and not what somebody gave. */
    private static final Pattern SNAKE_CASE = Pattern.compile("(?<![\\w.:'\"-])[a-z]+(?:_[a-z]+)+(?![\\w-]|[.:]\\w)");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[.?!]) ");

    private final Set<String> known;
    private final Set<String> offered;
    private final boolean everything;

    ToolMentions(Collection<String> known, Collection<String> offered) {
        this.known = Set.copyOf(known);
        this.offered = Set.copyOf(offered);
        this.everything = this.offered.containsAll(this.known);
    }

    /** Whether the text names no tool but offered ones. */
    public boolean allOffered(String text) {
        return everything
                || SNAKE_CASE.matcher(text).results().map(MatchResult::group).noneMatch(this::isOff);
    }

    /** The text without the sentences that name a tool which is not offered. */
    public String sentencesOfOffered(String text) {
        return everything
                ? text
                : Arrays.stream(END_OF_SENTENCE.split(text))
                        .filter(this::allOffered)
                        .collect(Collectors.joining(" "));
    }

    /** The text, in which each tool that is not offered is followed by words that say so. */
    String withOthersMarked(String text) {
        return SNAKE_CASE
                .matcher(text)
                .replaceAll(word -> word.group() + (isOff(word.group()) ? " (not offered by this server)" : ""));
    }

    private boolean isOff(String name) {
        return known.contains(name) && !offered.contains(name);
    }
}
