package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether what was acknowledged is still there. Only what can never change again is looked at: work goes on. */
final class Promises {

    private final Evidence evidence;

    Promises(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Tells what of an acknowledged call is not there, or not just once; empty when all of it is as it should be. */
    Optional<String> broken(Acknowledged done) {
        boolean kept = kept(done) && (!done.call().hasToken() || replayed(done));
        return kept
                ? Optional.empty()
                : Optional.of(done.call().tool() + " " + done.call().arguments());
    }

    private boolean kept(Acknowledged done) {
        JsonNode content = done.content();
        return switch (done.call().tool()) {
            case "create_run" -> logged("run.created", content.at("/run/id").asText());
            case "enqueue_task" ->
                enqueued(content.at("/task/id").asText(), done.call().arguments());
            case "enqueue_tasks" -> graph(done);
            case "claim_next_task" -> claimed(content.path("claim"));
            case "mark_task_running" -> ended("task.running", done);
            case "heartbeat_lease" -> renewed(done);
            case "emit_task_output" -> putOut(done);
            case "complete_task" -> completed(done);
            case "fail_task" -> ended("task.retry_scheduled", done);
            case "release_task" -> ended("task.released", done);
            case "pause_task" -> ended("task.waiting_input", done);
            case "resume_task" ->
                evidence.log().count("task.resumed", done.call().argument("taskId")) > 0;
            case "append_context_snapshot" ->
                hasPayload(
                        content.at("/snapshot/id").asText(),
                        done.call().arguments().path("payload"));
            default -> throw new IllegalArgumentException(done.call().tool());
        };
    }

    private boolean logged(String type, String id) {
        return evidence.log().count(type, id) == 1;
    }

    private boolean enqueued(String taskId, JsonNode asked) {
        return logged("task.enqueued", taskId)
                && evidence.task(taskId)
                        .map(found -> found.path("task"))
                        .filter(task -> task.path("input").equals(asked.path("input")))
                        .filter(task -> task.path("dependsOnTaskIds").size()
                                == asked.path("dependsOnTaskIds").size()
                                        + asked.path("dependsOn").size())
                        .isPresent();
    }

    private boolean graph(Acknowledged done) {
        JsonNode ids = done.content().path("idsByRef");
        for (JsonNode asked : done.call().arguments().path("tasks")) {
            if (!enqueued(ids.path(asked.path("ref").asText()).asText(), asked)) {
                return false;
            }
        }
        return true;
    }

    private boolean claimed(JsonNode claim) {
        String attemptId = claim.at("/attempt/id").asText();
        return evidence.log()
                        .claim(attemptId)
                        .filter(event -> event.at("/payload/leaseId").equals(claim.at("/lease/id")))
                        .filter(event -> event.at("/payload/fencingToken").asLong()
                                == claim.at("/lease/fencingToken").asLong())
                        .isPresent()
                && attempt(claim.at("/task/id").asText(), attemptId).isPresent();
    }

    private boolean ended(String type, Acknowledged done) {
        return done.call().attemptId().filter(id -> logged(type, id)).isPresent();
    }

    private boolean renewed(Acknowledged done) {
        Instant promised = Instant.parse(done.content().at("/lease/expiresAt").asText());
        return attempt(done)
                .map(attempt -> Instant.parse(attempt.path("leaseExpiresAt").asText()))
                .filter(expiresAt -> !expiresAt.isBefore(promised))
                .isPresent();
    }

    /** Nobody else puts out the same value. */
    private boolean putOut(Acknowledged done) {
        List<JsonNode> sequences = evidence.outputs(done.call().argument("taskId")).stream()
                .filter(entry ->
                        entry.path("value").equals(done.call().arguments().path("value")))
                .map(entry -> entry.path("sequence"))
                .toList();
        return sequences.equals(List.of(done.content().path("sequence")));
    }

    private boolean completed(Acknowledged done) {
        JsonNode asked = done.call().arguments();
        boolean hasOutput = evidence.task(done.call().argument("taskId"))
                .map(found -> found.path("task"))
                .filter(task -> task.path("status").asText().equals("completed"))
                .filter(task -> task.path("output").equals(asked.path("output")))
                .isPresent();
        return hasOutput && ended("task.completed", done) && (!asked.has("nextContext") || handedOn(done));
    }

    private boolean handedOn(Acknowledged done) {
        return done.call()
                .attemptId()
                .flatMap(evidence.log()::snapshotOf)
                .filter(id -> hasPayload(id, done.call().arguments().path("nextContext")))
                .isPresent();
    }

    private boolean hasPayload(String snapshotId, JsonNode payload) {
        return evidence.snapshot(snapshotId)
                .filter(snapshot -> snapshot.path("payload").equals(payload))
                .isPresent();
    }

    private Optional<JsonNode> attempt(Acknowledged done) {
        return done.call().attemptId().flatMap(id -> attempt(done.call().argument("taskId"), id));
    }

    private Optional<JsonNode> attempt(String taskId, String attemptId) {
        return Attempts.of(evidence, taskId, attemptId);
    }

    /** A claim whose lease is over is refused, which must name that lease: its task may be another's by now. */
    private boolean replayed(Acknowledged done) {
        Reply again = evidence.repeat(done.call());
        if (again instanceof Reply.Refusal refusal && done.content().has("claim")) {
            return refusal.leaseId().equals(done.content().at("/claim/lease/id").asText());
        }
        return again.answered()
                .filter(content -> content.path("replayed").asBoolean())
                .filter(content -> Objects.equals(Call.entity(content), Call.entity(done.content())))
                .isPresent();
    }
}
