package dev.parallelmcp.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalTest {

    private static final int MOST_WAITING = 3_000;

    private final Journal journal = new Journal();

    private void acknowledge(int operations) {
        for (int i = 0; i < operations; i++) {
            journal.acknowledged(Samples.acknowledged("create_run", "{}", "{'run':{'id':'r'}}"));
        }
    }

    @Test
    void itIsFullWhileMuchWaitsToBeLookedUp() {
        acknowledge(MOST_WAITING);
        assertThat(journal.full()).isFalse();
        acknowledge(1);
        assertThat(journal.full()).isTrue();
        assertThat(journal.takeAcknowledged()).hasSize(MOST_WAITING + 1);
        assertThat(journal.full()).isFalse();
    }

    @Test
    void roomIsMadeForARoundThoughNothingWasLookedUpYet() {
        acknowledge(MOST_WAITING + 1);
        journal.makeRoom();
        assertThat(journal.full()).isFalse();
        assertThat(journal.takeAcknowledged()).hasSize(MOST_WAITING + 1);
    }

    @Test
    void aClaimThatFoundNothingIsNothingToLose() {
        journal.acknowledged(Samples.acknowledged("claim_next_task", "{}", "{'claim':null}"));
        assertThat(journal.allAcknowledged()).isZero();
        assertThat(journal.takeAcknowledged()).isEmpty();
    }
}
