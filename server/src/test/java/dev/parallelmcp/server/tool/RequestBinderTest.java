package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.core.model.Backoff;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.request.AppendContextSnapshotRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBinderTest {

    private final RequestBinder binder = new RequestBinder();

    private <Q extends Record> Q bind(Class<Q> request, String arguments) throws JsonProcessingException {
        return binder.bind(request, arguments.replace('\'', '"'));
    }

    @Test
    void whatIsAbsentIsEmpty() throws JsonProcessingException {
        assertThat(bind(CreateRunRequest.class, "{}"))
                .isEqualTo(CreateRunRequest.builder().build());
    }

    @Test
    void nullIsAsGoodAsAbsentButForPayloads() throws JsonProcessingException {
        CreateRunRequest request = bind(
                CreateRunRequest.class,
                "{'id':null,'namespace':null,'metadata':null,'keepOpen':null,'clientToken':null,'context':null}");
        assertThat(request)
                .isEqualTo(CreateRunRequest.builder().context(Json.of("null")).build());
    }

    @Test
    void aRequiredPayloadMayBeNull() throws JsonProcessingException {
        assertThat(bind(AppendContextSnapshotRequest.class, "{'runId':'r','payload':null}")
                        .payload())
                .isEqualTo(Json.of("null"));
    }

    @Test
    void whatARetryPolicyLeavesOutIsTheDefault() throws JsonProcessingException {
        EnqueueTaskRequest request = bind(
                EnqueueTaskRequest.class, "{'runId':'r','kind':'k','retry':{'delayMs':5,'backoff':'exponential'}}");
        assertThat(request.retry())
                .contains(new RetryPolicy(5, Backoff.EXPONENTIAL, Limits.DEFAULT_MAX_RETRY_DELAY_MILLIS, 0));
        assertThat(bind(EnqueueTaskRequest.class, "{'runId':'r','kind':'k','retry':{}}")
                        .retry())
                .contains(RetryPolicy.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "7e0", "0.7E1"})
    void aWholeNumberMayBeWrittenAnyWay(String number) throws JsonProcessingException {
        assertThat(bind(ListRunsRequest.class, "{'limit':" + number + "}").limit())
                .contains(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.5", "'7'", "true", "[7]", "1e99", "1e999999999", "9223372036854775808", "2147483648"})
    void nothingElseIsOne(String value) {
        assertThatThrownBy(() -> bind(ListRunsRequest.class, "{'limit':" + value + "}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:30:00+01:00",
                "2026-01-31T09:30:00Z",
                "2026-01-31T09:30Z",
                "2026-01-31T09:30:00.000000Z"
            })
    void anInstantHasAnOffset(String instant) throws JsonProcessingException {
        assertThat(bind(ListRunsRequest.class, "{'updatedAfter':'" + instant + "'}")
                        .updatedAfter())
                .contains(Instant.parse("2026-01-31T09:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T09:30:00", "2026-01-31", "1769851800", "tomorrow", ""})
    void whatHasNoneIsNotAnInstant(String text) {
        assertThatThrownBy(() -> bind(ListRunsRequest.class, "{'updatedAfter':'" + text + "'}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'CREATED_AT'", "'Created_At'", "''", "0"})
    void enumsGoByTheirWireNamesAlone(String name) {
        assertThatThrownBy(() -> bind(ListRunsRequest.class, "{'orderBy':" + name + "}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'runId':'r','kind':'a','kind':'b'}",
                "{'kind':'a','runId':'r','kind':'a'}",
                "{'runId':'r','kind':'k','priority':1,'priority':1}",
                "{'runId':'r','kind':'k','input':{'kind':1},'input':2}",
                "{'runId':'r','kind':'k','retry':{'jitter':0},'retry':{}}",
                "{'runId':'r','kind':'k','retry':{'delayMs':1,'delayMs':1}}",
                "{'runId':'r','kind':'k','metadata':{'a':1},'dependsOnTaskIds':[],'metadata':{}}",
                "{'runId':'r','k\\u0069nd':'k','kind':'k'}",
            })
    void noFieldMayComeTwice(String arguments) {
        assertThatThrownBy(() -> bind(EnqueueTaskRequest.class, arguments))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(": given twice, allowed is once");
    }

    /** A payload belongs to its owner; what it means that a name comes twice there is not ours to say. */
    @ParameterizedTest
    @ValueSource(strings = {"{'a':1,'a':2}", "[{'a':1,'a':2}]", "{'input':{'b':{'a':1,'a':2}},'runId':'x'}"})
    void inPayloadsItMay(String payload) throws JsonProcessingException {
        EnqueueTaskRequest request = bind(
                EnqueueTaskRequest.class,
                "{'runId':'r','input':" + payload + ",'kind':'k','metadata':{'kind':" + payload + "},'retry':{}}");
        assertThat(request.input()).contains(Json.of(payload.replace('\'', '"')));
        assertThat(request.kind()).isEqualTo("k");
    }

    @Test
    void anEmptyListOfDependenciesIsNone() throws JsonProcessingException {
        assertThat(bind(EnqueueTaskRequest.class, "{'runId':'r','kind':'k','dependsOnTaskIds':[]}")
                        .dependsOnTaskIds())
                .isEmpty();
    }

    /** It would be read as no filter at all. */
    @ParameterizedTest
    @ValueSource(strings = {"{'statuses':[]}", "{'statuses':[ ],'limit':1}"})
    void anEmptyFilterIsRefused(String arguments) {
        assertThatThrownBy(() -> bind(ListRunsRequest.class, arguments)).isInstanceOf(JsonProcessingException.class);
    }
}
