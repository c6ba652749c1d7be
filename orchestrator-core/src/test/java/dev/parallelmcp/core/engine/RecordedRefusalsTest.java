package dev.parallelmcp.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedRefusalsTest {

    @Test
    void everyPartOfEveryRefusalIsReadAsItWasWrittenAndInItsPlace() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("taskId", "t");
        ids.put("leaseId", "l");
        List<Optional<Refusal>> refusals = List.of(
                Optional.empty(),
                Optional.of(new Refusal(
                        ErrorCode.LEASE_EXPIRED,
                        "\"quoted\" \\ and\nbroken",
                        true,
                        ids,
                        Optional.of("claim_next_task"),
                        Optional.of(7L))),
                Optional.empty(),
                Optional.of(new Refusal(
                        ErrorCode.PAYLOAD_TOO_LARGE, "", false, Map.of(), Optional.empty(), Optional.empty())),
                Optional.empty());

        List<Optional<Refusal>> read = RecordedRefusals.read(RecordedRefusals.write(refusals));

        assertThat(read).isEqualTo(refusals);
        assertThat(read.get(1).orElseThrow().ids().keySet()).containsExactly("taskId", "leaseId");
    }
}
