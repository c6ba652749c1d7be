package dev.parallelmcp.core.doctor;

/**
 * What the log tells of a run: how its last event left it.
 *
 * @param status by its outside name
 */
public record FoldedRun(String status, boolean keepOpen) {

    /** How this one, which is stored, differs from what the log tells. */
    String differenceFrom(FoldedRun logged) {
        return "is " + this.words() + ", by the log " + logged.words();
    }

    private String words() {
        return status + (keepOpen ? " and kept open" : "");
    }
}
