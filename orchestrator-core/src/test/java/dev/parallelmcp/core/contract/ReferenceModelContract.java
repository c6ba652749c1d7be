package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.reference.Campaign;
import dev.parallelmcp.core.reference.Database;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, the engine on this store does what the specification says: random histories are played to it and to
 * the {@link dev.parallelmcp.core.reference.ReferenceModel}, and both have to agree after each step.
 */
public abstract class ReferenceModelContract {

    /** Makes an empty database for one history, which keeps its records while nobody has it open. Called by any thread. */
    protected abstract Database createDatabase(InstantSource clock);

    @Test
    void randomHistoriesGoAsTheReferenceModelSays() {
        Campaign campaign = Campaign.asConfigured(this::createDatabase);
        assertThat(campaign.run()).isEmpty();
        System.out.println(campaign.figures());
    }
}
