package dev.parallelmcp.server.tool;

/** Takes the white space between tokens out of valid JSON and leaves everything else as it is. */
final class JsonCompactor {

    private JsonCompactor() {}

    static String compact(String json) {
        int first = firstWhiteSpace(json);
        return first < 0 ? json : compactFrom(json, first);
    }

    private static int firstWhiteSpace(String json) {
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (isWhiteSpace(c)) {
                return i;
            }
        }
        return -1;
    }

    private static String compactFrom(String json, int start) {
        StringBuilder compact = new StringBuilder(json.length()).append(json, 0, start);
        boolean inString = false;
        for (int i = start; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString || !isWhiteSpace(c)) {
                compact.append(c);
            }
            if (inString && c == '\\') {
                i++;
                compact.append(json.charAt(i));
            } else if (c == '"') {
                inString = !inString;
            }
        }
        return compact.toString();
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
