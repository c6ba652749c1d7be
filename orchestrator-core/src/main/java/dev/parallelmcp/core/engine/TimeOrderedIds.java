package dev.parallelmcp.core.engine;

import com.github.f4b6a3.uuid.codec.base.BaseN;
import com.github.f4b6a3.uuid.codec.base.BaseNCodec;
import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.parallelmcp.core.model.IdKind;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * UUID version 7 (RFC 9562) in 26 characters of Crockford's base 32: ids sort by the time of their making, are unique
 * without coordination, and can be read out without mistaking 1 for l or 0 for O.
 */
final class TimeOrderedIds implements IdSource {

    private static final BaseNCodec CROCKFORD = BaseNCodec.newInstance(new BaseN("0123456789abcdefghjkmnpqrstvwxyz"));

    private final TimeOrderedEpochFactory factory;

    TimeOrderedIds(InstantSource clock) {
        this.factory = TimeOrderedEpochFactory.builder()
                .withClock(clock.withZone(ZoneOffset.UTC))
                .withIncrementPlus1()
                .build();
    }

    @Override
    public String next(IdKind kind) {
        return kind.prefix() + CROCKFORD.encode(factory.create());
    }
}
