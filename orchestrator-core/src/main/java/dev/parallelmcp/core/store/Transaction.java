package dev.parallelmcp.core.store;

import java.util.function.Supplier;

/** A transaction that may write. Reads in it see its own writes. */
public interface Transaction extends ReadTransaction {

    @Override
    Runs runs();

    @Override
    Tasks tasks();

    @Override
    Attempts attempts();

    @Override
    TaskOutputs taskOutputs();

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

    /**
     * Does a part of this transaction that may fail alone: when {@code work} throws, what it wrote is undone, what it
     * wanted done after the commit is forgotten, and the transaction goes on. When the database itself has failed nothing
     * goes on: every later call is refused.
     */
    <T> T apart(Supplier<? extends T> work);
}
