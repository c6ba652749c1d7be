package dev.parallelmcp.server.demo;

import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.RetryPolicy;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the demonstration works through: one plan, 18 sources that are fetched, parsed and scored, 4 summaries and a
 * report. 60 tasks.
 */
final class DemoPlan {

    static final String PLAN = "plan";
    static final String FETCH = "fetch";
    static final String PARSE = "parse";
    static final String SCORE = "score";
    static final String SUMMARIZE = "summarize";
    static final String REPORT = "report";

    static final int SOURCES = 18;
    static final int SUMMARIES = 4;
    static final int TASKS = 1 + 3 * SOURCES + SUMMARIES + 1;

    private static final int MAX_ATTEMPTS = 3;
    private static final RetryPolicy RETRY = RetryPolicy.exponential(60, 600);

    private final Operations operations;
    private final String runId;

    private DemoPlan(Operations operations, String runId) {
        this.operations = operations;
        this.runId = runId;
    }

    /** Creates the run and all of its tasks; to be called inside one transaction. */
    static Run create(Operations operations) {
        Run run = operations
                .createRun(CreateRunRequest.builder()
                        .externalId("demo")
                        .context(Json.of("{\"goal\":\"compare 18 sources and report\"}"))
                        .build())
                .run();
        new DemoPlan(operations, run.id()).enqueueAll();
        return run;
    }

    private void enqueueAll() {
        String plan = enqueue(PLAN, PLAN, List.of());
        List<List<String>> scores = new ArrayList<>();
        for (int i = 0; i < SUMMARIES; i++) {
            scores.add(new ArrayList<>());
        }
        for (int source = 1; source <= SOURCES; source++) {
            String fetch = enqueue(FETCH, key(FETCH, source), List.of(plan));
            String parse = enqueue(PARSE, key(PARSE, source), List.of(fetch));
            scores.get(source % SUMMARIES).add(enqueue(SCORE, key(SCORE, source), List.of(parse)));
        }
        List<String> summaries = new ArrayList<>();
        for (int i = 0; i < SUMMARIES; i++) {
            summaries.add(enqueue(SUMMARIZE, key(SUMMARIZE, i + 1), scores.get(i)));
        }
        enqueue(REPORT, REPORT, summaries);
    }

    private String enqueue(String kind, String key, List<String> dependsOn) {
        EnqueueTaskRequest request = EnqueueTaskRequest.builder(runId, kind)
                .key(key)
                .dependsOnTaskIds(dependsOn)
                .maxAttempts(MAX_ATTEMPTS)
                .retry(RETRY)
                .build();
        return operations.enqueueTask(request).task().id();
    }

    static String key(String kind, int number) {
        return String.format(Locale.ROOT, "%s-%02d", kind, number);
    }
}
