package dev.parallelmcp.core.store.sqlite;

import dev.parallelmcp.core.contract.HandClock;
import dev.parallelmcp.core.doctor.Diagnosis;
import dev.parallelmcp.core.doctor.Symptom;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Claim;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.request.CancelRunRequest;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.store.jdbc.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A database with a record of every sort, to be damaged and examined. In {@code run}, the task {@code done} is completed,
 * {@code dead} is dead, {@code held} is leased, {@code running} runs, {@code paused} is paused, {@code late} is delayed,
 * {@code next} is ready and {@code behind} waits for {@code held}. The run {@code ended} was cancelled.
 */
record Patient(Path file, HandClock clock) {

    static Patient in(Path folder) {
        Patient patient = new Patient(folder.resolve("state.sqlite"), new HandClock());
        try (Orchestrator on = Orchestrator.on(
                SqliteStore.builder(patient.file()).clock(patient.clock()).open())) {
            fill(on);
        }
        return patient;
    }

    private static void fill(Orchestrator on) {
        for (String run : List.of("run", "ended")) {
            on.createRun(CreateRunRequest.builder()
                    .id(run)
                    .context(Json.of("{\"secret\":\"payload\"}"))
                    .clientToken("token-" + run)
                    .keepOpen()
                    .build());
        }
        on.enqueueTask(
                EnqueueTaskRequest.builder("ended", "other").id("cancelled").build());
        on.cancelRun(CancelRunRequest.builder("ended").build());
        on.completeTask(CompleteTaskRequest.builder(claim(on, "done").lease())
                .output(Json.of("{\"secret\":\"payload\"}"))
                .nextContext(Json.of("2"))
                .build());
        on.failTask(FailTaskRequest.builder(claim(on, "dead").lease(), "secret payload")
                .retryable()
                .build());
        on.pauseTask(PauseTaskRequest.builder(claim(on, "paused").lease(), PauseStatus.BLOCKED)
                .reason("secret payload")
                .resumeAfterMs(3_600_000)
                .deadlineAfterMs(7_200_000)
                .build());
        Claim held = claim(on, "held");
        for (int i = 0; i < 3; i++) {
            on.emitTaskOutput(EmitTaskOutputRequest.builder(held.lease(), OutputType.PARTIAL, Json.of("\"secret\""))
                    .build());
        }
        on.markTaskRunning(
                MarkTaskRunningRequest.builder(claim(on, "running").lease()).build());
        on.enqueueTask(enqueue("late").delayMs(3_600_000).build());
        on.enqueueTask(enqueue("next").dependsOnTaskIds(List.of("done")).build());
        on.enqueueTask(
                enqueue("behind").dependsOnTaskIds(List.of("done", "held")).build());
    }

    private static EnqueueTaskRequest.Builder enqueue(String id) {
        return EnqueueTaskRequest.builder("run", id).id(id).maxAttempts(1);
    }

    private static Claim claim(Orchestrator on, String id) {
        on.enqueueTask(enqueue(id).build());
        return on.claimNextTask(ClaimNextTaskRequest.builder("worker")
                        .kinds(List.of(id))
                        .build())
                .claim()
                .orElseThrow();
    }

    /** Does what no program of ours does: the rules of the database are off. */
    void damage(String sql) {
        try (Session session = Raw.connect(file)) {
            session.script("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
            session.script(sql);
        }
    }

    Diagnosis examine() {
        return SqliteDoctor.of(file)
                .clock(clock)
                .busyTimeout(Duration.ofMillis(100))
                .examine();
    }

    static Set<Symptom> symptoms(Diagnosis diagnosis) {
        Set<Symptom> symptoms = new TreeSet<>();
        diagnosis.findings().forEach(finding -> symptoms.add(finding.symptom()));
        return symptoms;
    }
}
