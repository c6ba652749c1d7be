package dev.parallelmcp.core.scope;

import dev.parallelmcp.core.store.TokenRow;
import dev.parallelmcp.core.store.Tokens;
import java.util.List;
import java.util.Optional;

/** The client tokens of one namespace. */
final class ScopedTokens implements Tokens {

    private final Tokens whole;
    private final Sight sight;

    ScopedTokens(Tokens whole, Sight sight) {
        this.whole = whole;
        this.sight = sight;
    }

    @Override
    public List<TokenRow> find(String token, Optional<String> namespace) {
        return whole.find(token, sight.narrow(namespace));
    }

    @Override
    public void insert(TokenRow row) {
        Sight.require(sight.ofNamespace(row.namespace()));
        whole.insert(row);
    }
}
