package dev.parallelmcp.core.reference;

/** Steps that are about time. */
final class Clocks {

    private Clocks() {}

    static void move(ReferenceModel model, Step.Action action) {
        if (action instanceof Step.Wait wait) {
            model.setNow(model.now().plusMillis(wait.millis()));
        } else if (action instanceof Step.WaitForDue wait) {
            model.nextDue().ifPresent(due -> model.setNow(due.plusMillis(wait.offsetMillis())));
        }
    }
}
