package dev.parallelmcp.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.TaskStatus;
import dev.parallelmcp.core.store.Hold;
import dev.parallelmcp.core.store.TaskState;
import dev.parallelmcp.core.store.TaskStateDraft;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventPayloadTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    @Test
    void nothingIsAnEmptyObject() {
        assertThat(EventPayload.empty().build()).isEqualTo(Json.of("{}"));
    }

    @Test
    void runSaysStatusAndKeepOpen() {
        Run run = new Run(
                "run_1",
                "default",
                Optional.of("external"),
                RunStatus.WAITING,
                Optional.of(Json.of("{\"private\":1}")),
                Optional.empty(),
                true,
                NOON,
                NOON);

        assertThat(EventPayload.of(run).build()).isEqualTo(Json.of("{\"status\":\"waiting\",\"keepOpen\":true}"));
    }

    @Test
    void heldTaskSaysWhoHoldsIt() {
        TaskState state = TaskStateDraft.queued(NOON)
                .status(TaskStatus.WAITING_INPUT)
                .attemptCount(3)
                .statusReason("why")
                .hold(new Hold("attempt_1", "lease_1", "worker", 1_000, NOON, null))
                .build();

        assertThat(EventPayload.of(state).build())
                .isEqualTo(Json.of("{\"status\":\"waiting_input\",\"attemptCount\":3,\"leaseId\":\"lease_1\","
                        + "\"leasedBy\":\"worker\",\"reason\":\"why\"}"));
    }

    @Test
    void freeTaskSaysNullAndNothingOfItsPayloads() {
        TaskState state = TaskStateDraft.queued(NOON)
                .output(Json.of("\"private\""))
                .error("private")
                .resumeState(Json.of("\"private\""))
                .resumeInput(Json.of("\"private\""))
                .build();

        assertThat(EventPayload.of(state).build())
                .isEqualTo(
                        Json.of(
                                "{\"status\":\"queued\",\"attemptCount\":0,\"leaseId\":null,\"leasedBy\":null,\"reason\":null}"));
    }

    @Test
    void reasonMayBeAnotherThanThatOfTheState() {
        TaskState state = TaskStateDraft.queued(NOON).statusReason("state").build();

        assertThat(EventPayload.of(state, "event").build().text()).endsWith("\"reason\":\"event\"}");
    }

    @Test
    void valuesAreWrittenAsJson() {
        Json payload = EventPayload.empty()
                .put("text", "\"\\\n\u0000€😀")
                .put("number", Long.MAX_VALUE)
                .put("truth", false)
                .put("none", (String) null)
                .build();

        assertThat(payload)
                .isEqualTo(Json.of("{\"text\":\"\\\"\\\\\\n\\u0000€😀\",\"number\":9223372036854775807,\"truth\":false,"
                        + "\"none\":null}"));
    }

    @Test
    void instantsHaveMillisecondsAndAreUtc() {
        Json payload = EventPayload.empty()
                .put("whole", NOON)
                .put("milli", NOON.plusMillis(7))
                .put("none", (Instant) null)
                .build();

        assertThat(payload)
                .isEqualTo(
                        Json.of(
                                "{\"whole\":\"2026-03-29T12:00:00.000Z\",\"milli\":\"2026-03-29T12:00:00.007Z\",\"none\":null}"));
    }

    @Test
    void whatIsAbsentIsLeftOutWhereThatIsAskedFor() {
        Json payload = EventPayload.empty()
                .putIfPresent("a", (String) null)
                .putIfPresent("b", (Instant) null)
                .putIfPresent("c", "c")
                .putIfPresent("d", NOON)
                .build();

        assertThat(payload).isEqualTo(Json.of("{\"c\":\"c\",\"d\":\"2026-03-29T12:00:00.000Z\"}"));
    }
}
