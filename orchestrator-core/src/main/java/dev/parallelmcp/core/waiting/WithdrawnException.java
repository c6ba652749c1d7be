package dev.parallelmcp.core.waiting;

/** A call was not wanted any more when it was about to take effect; it had none. */
public final class WithdrawnException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WithdrawnException() {
        super("the call is not wanted any more", null, false, false);
    }
}
