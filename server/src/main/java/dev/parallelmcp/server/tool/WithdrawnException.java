package dev.parallelmcp.server.tool;

/** The call is not wanted any more; thrown before it changes anything, so that its transaction is rolled back. */
final class WithdrawnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WithdrawnException() {
        super("the call was withdrawn before it began", null, false, false);
    }
}
