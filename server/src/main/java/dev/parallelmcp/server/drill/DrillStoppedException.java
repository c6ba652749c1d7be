package dev.parallelmcp.server.drill;

/** The drill could not be held, or not to its end: there is no verdict. The message is for the person who asked. */
public final class DrillStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    DrillStoppedException(String message) {
        super(message);
    }
}
