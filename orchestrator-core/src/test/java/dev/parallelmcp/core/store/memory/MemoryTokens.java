package dev.parallelmcp.core.store.memory;

import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Client tokens, each unique within its namespace. */
final class MemoryTokens implements Tokens {

    private final Table<Pair, TokenRow> rows;
    private final Index<String, String, TokenRow> uses;
    private final Index<String, Pair, TokenRow> ofRun;

    MemoryTokens(Journal journal) {
        this.rows = new Table<>(journal);
        this.uses = rows.index(row -> List.of(row.token()), TokenRow::namespace);
        this.ofRun = rows.index(row -> List.of(row.runId()), MemoryTokens::key);
    }

    private static Pair key(TokenRow row) {
        return new Pair(row.namespace(), row.token());
    }

    @Override
    public List<TokenRow> find(String token, Optional<String> namespace) {
        return uses.in(token).values().stream()
                .filter(row -> namespace.map(row.namespace()::equals).orElse(true))
                .toList();
    }

    @Override
    public void insert(TokenRow row) {
        if (rows.has(key(row))) {
            throw new IllegalStateException("the token " + row.token() + " has been used in this namespace");
        }
        rows.put(key(row), row);
    }

    void deleteOfRun(String runId) {
        new ArrayList<>(ofRun.in(runId).keySet()).forEach(rows::remove);
    }
}
