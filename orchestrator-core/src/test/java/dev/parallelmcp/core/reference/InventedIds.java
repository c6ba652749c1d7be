package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.IdKind;

/** Ids for a model that stands alone. */
final class InventedIds implements NewIds {

    private long ids;
    private long fencingTokens;

    @Override
    public String next(IdKind kind) {
        ids++;
        return kind.prefix() + "invented" + ids;
    }

    @Override
    public long nextFencingToken() {
        return ++fencingTokens;
    }
}
