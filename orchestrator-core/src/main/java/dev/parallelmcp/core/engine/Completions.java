package dev.parallelmcp.core.engine;

import dev.parallelmcp.core.model.Detail;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.model.TaskView;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.core.scope.Scope;
import dev.parallelmcp.core.store.Listing;
import dev.parallelmcp.core.store.Page;
import dev.parallelmcp.core.store.PrefixQuery;
import dev.parallelmcp.core.store.ReadTransaction;
import dev.parallelmcp.core.store.Store;
import dev.parallelmcp.core.store.TaskQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What somebody may mean who has typed the beginning of an id or of a kind: at most {@link Limits#MAX_SUGGESTIONS}, at a
 * cost that does not grow with the store, and nothing outside the orchestrator's namespace. Thread-safe; methods block
 * while the database works.
 */
public final class Completions {

    private final Store store;
    private final Scope scope;

    Completions(Store store, Scope scope) {
        this.store = store;
        this.scope = scope;
    }

    /** Ids of runs, the last in alphabetical order first: of ids that the store made, the newest. */
    public Suggestions runIds(String prefix) {
        return read(tx -> tx.runs().idsWithPrefix(query(prefix)));
    }

    /** Ids of tasks, in the same order. */
    public Suggestions taskIds(String prefix) {
        return read(tx -> tx.tasks().idsWithPrefix(query(prefix)));
    }

    /** Kinds of queued tasks, in alphabetical order: all kinds of which a task is ready, perhaps others too. */
    public Suggestions queuedKinds(String prefix) {
        return read(tx -> tx.tasks().queuedKindsWithPrefix(query(prefix)));
    }

    /** Kinds of the dead tasks that died last, in alphabetical order. */
    public Suggestions deadKinds(String prefix) {
        return read(tx -> deadKinds(tx, prefix));
    }

    private static Suggestions deadKinds(ReadTransaction tx, String prefix) {
        Listing<TaskView> dead = tx.tasks()
                .listDead(new TaskQuery(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(TaskStatus.FAILED),
                        List.of(),
                        Optional.empty(),
                        Detail.SUMMARY,
                        new Page(Limits.MAX_PAGE_ITEMS, 0, Limits.MAX_PAGE_BYTES)));
        List<String> kinds = dead.items().stream()
                .map(TaskView::kind)
                .filter(kind -> kind.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
        boolean all = kinds.size() <= Limits.MAX_SUGGESTIONS
                && dead.items().size() < Limits.MAX_PAGE_ITEMS
                && !dead.truncated();
        return new Suggestions(kinds.stream().limit(Limits.MAX_SUGGESTIONS).toList(), !all);
    }

    private static PrefixQuery query(String prefix) {
        return new PrefixQuery(Optional.empty(), prefix, Limits.MAX_SUGGESTIONS, Limits.MAX_IDS_EXAMINED);
    }

    private Suggestions read(Function<ReadTransaction, Suggestions> query) {
        return store.<Suggestions>read(tx -> query.apply(scope.view(tx)));
    }
}
