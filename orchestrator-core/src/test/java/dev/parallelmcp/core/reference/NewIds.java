package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.IdKind;

/** Where the model takes from what nobody can foresee: the ids of new records, and fencing tokens. */
interface NewIds {

    String next(IdKind kind);

    long nextFencingToken();
}
