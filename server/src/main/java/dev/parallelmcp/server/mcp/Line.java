package dev.parallelmcp.server.mcp;

/** One line of input. */
sealed interface Line {

    /** Text without its line end. */
    record Text(String text) implements Line {}

    /** More bytes than allowed; they were passed over. */
    record TooLong() implements Line {}

    /** Not UTF-8. */
    record NotText() implements Line {}
}
