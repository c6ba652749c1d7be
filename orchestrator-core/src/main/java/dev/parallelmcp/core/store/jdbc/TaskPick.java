package dev.parallelmcp.core.store.jdbc;

/**
 * A way to find one task, as the statement that answers its place in the order of enqueueing and the one that answers its
 * row: finding and reading it at once takes half the time of one after the other.
 */
public record TaskPick(String seq, String row) {

    /** With what the statements are given. */
    public record Bound(TaskPick pick, Binding binding) {}

    /**
     * From the statement that answers the place.
     *
     * @param seq selects the place of one task or of none
     */
    public static TaskPick by(String seq) {
        return new TaskPick(seq, TaskSql.FIND_BY_SEQ.replace("seq = ?", "seq = (\n" + seq + ")"));
    }

    public Bound given(Binding binding) {
        return new Bound(this, binding);
    }
}
