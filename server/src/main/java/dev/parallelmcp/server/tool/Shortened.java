package dev.parallelmcp.server.tool;

import java.util.List;

/** What a caller gave, in an answer: enough to recognise it, however much it was. */
final class Shortened {

    static final int MAX_PROBLEMS = 20;

    private static final int MAX_CHARACTERS = 60;

    private Shortened() {}

    static String text(String given) {
        return given.length() <= MAX_CHARACTERS
                ? given
                : given.substring(0, MAX_CHARACTERS) + "… (" + given.length() + " characters)";
    }

    /** The problems in one line, the first of them where there are very many. */
    static String problems(List<String> problems) {
        if (problems.size() <= MAX_PROBLEMS) {
            return String.join("; ", problems);
        }
        return String.join("; ", problems.subList(0, MAX_PROBLEMS)) + "; and more like these";
    }
}
