package dev.parallelmcp.core.store;

import java.util.List;
import java.util.Optional;

/** Client tokens: unique within a namespace, and gone with their run. */
public interface Tokens {

    /** The uses of this token, in the one namespace or in all. */
    List<TokenRow> find(String token, Optional<String> namespace);

    void insert(TokenRow row);
}
