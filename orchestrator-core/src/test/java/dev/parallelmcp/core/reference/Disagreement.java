package dev.parallelmcp.core.reference;

/**
 * Where model and store came apart.
 *
 * @param position of the step among those that were played
 */
record Disagreement(int position, Step step, Difference difference) {

    /** Two disagreements of one sort have most likely one cause. */
    String sort() {
        String action = step.action() instanceof Step.Call call
                ? Operation.of(call.request())
                : step.action().getClass().getSimpleName();
        return action + ": " + difference.sort();
    }

    @Override
    public String toString() {
        return "after step " + step + "\n  " + difference;
    }
}
