package dev.parallelmcp.server.cli;

/** A database could not be opened. The message is for the person at the command line and names the place. */
final class CannotOpenException extends Exception {

    private static final long serialVersionUID = 1L;

    CannotOpenException(String place, String reason, Throwable cause) {
        super("cannot open the database " + place + ": " + reason, cause);
    }
}
