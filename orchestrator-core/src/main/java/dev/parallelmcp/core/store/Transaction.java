package dev.parallelmcp.core.store;

/** A transaction that may write. Reads in it see its own writes. */
public interface Transaction extends ReadTransaction {

    @Override
    Runs runs();

    @Override
    Tasks tasks();

    @Override
    Attempts attempts();

    @Override
    Snapshots snapshots();

    @Override
    Events events();

    Tokens tokens();

    /**
     * Runs {@code action} once this transaction has been committed, never otherwise. Actions run in the order of the
     * commits; they must be quick and must not throw.
     */
    void afterCommit(Runnable action);
}
