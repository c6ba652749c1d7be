package dev.parallelmcp.core.contract;

import dev.parallelmcp.core.store.Attempts;
import dev.parallelmcp.core.store.Events;
import dev.parallelmcp.core.store.Runs;
import dev.parallelmcp.core.store.Snapshots;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskOutputs;
import dev.parallelmcp.core.store.Tasks;
import dev.parallelmcp.core.store.Tokens;
import dev.parallelmcp.core.store.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A store that breaks down at one certain write of a row, in whatever table, and works before and after it. */
final class BreakingStore extends ForwardingStore {

    /** What it throws. */
    static final class Breakdown extends Error {
        private static final long serialVersionUID = 1L;

        Breakdown() {
            super("the store breaks down on purpose");
        }
    }

    private static final Set<Class<?>> TABLES = Set.of(
            Runs.class, Tasks.class, Attempts.class, TaskOutputs.class, Snapshots.class, Events.class, Tokens.class);

    private static final Set<String> WRITES = Set.of(
            "insert",
            "adjust",
            "save",
            "delete",
            "endDelays",
            "dependencyMet",
            "dependencyUnmet",
            "start",
            "renew",
            "end",
            "append");

    private int writesLeft;

    BreakingStore(Store store, int writesBefore) {
        super(store);
        this.writesLeft = writesBefore;
    }

    /** Whether the write at which it breaks down has come. */
    boolean hasBroken() {
        return writesLeft < 0;
    }

    private Transaction breaking(Transaction transaction) {
        return proxy(Transaction.class, (self, method, arguments) -> {
            Object answer = call(transaction, method, arguments);
            return TABLES.contains(method.getReturnType()) ? breaking(method.getReturnType(), answer) : answer;
        });
    }

    private <T> T breaking(Class<T> table, Object rows) {
        return proxy(table, (self, method, arguments) -> {
            // EventReads.end() reads; Attempts.end(…) writes.
            boolean writes = WRITES.contains(method.getName()) && method.getParameterCount() > 0;
            if (writes && writesLeft-- == 0) {
                throw new Breakdown();
            }
            return call(rows, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return super.write(transaction -> work.apply(breaking(transaction)));
    }

    @Override
    public <T> CompletionStage<T> submit(Function<? super Transaction, ? extends T> work, Executor executor) {
        return super.submit(transaction -> work.apply(breaking(transaction)), executor);
    }

    @Override
    public <T> T writeOnCallerThread(Function<? super Transaction, ? extends T> work) {
        return super.writeOnCallerThread(transaction -> work.apply(breaking(transaction)));
    }
}
