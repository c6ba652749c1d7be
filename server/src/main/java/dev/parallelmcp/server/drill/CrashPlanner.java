package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Brings work: tasks, graphs of tasks, context, answers for tasks that wait. */
final class CrashPlanner implements Callable<Void> {

    /** More than kills can use up. */
    private static final int ATTEMPTS = 1_000_000;

    private static final int BURST = 8;
    /** So that the workers keep up: some of them wait for the next task at any time. */
    private static final int LEAST_MILLIS = 20;

    private static final int MOST_MILLIS = 120;

    private final Client client;
    private final Load load;
    private final SplittableRandom random;
    private final Pause pause;
    private boolean serving = true;

    CrashPlanner(Client client, Load load, SplittableRandom random, Pause pause) {
        this.client = client;
        this.load = load;
        this.random = random;
        this.pause = pause;
    }

    @Override
    public Void call() throws InterruptedException {
        while (serving && !load.draining()) {
            resume();
            plan(load.currentRun());
            pause.pass(random.nextInt(LEAST_MILLIS, MOST_MILLIS));
        }
        return null;
    }

    private void plan(Load.OpenRun run) {
        switch (random.nextInt(8)) {
            case 0 -> burst(run);
            case 1, 2 -> graph(run);
            case 3 -> context(run);
            default -> remember(run, ask("enqueue_task", task(run)));
        }
    }

    /** Many calls in flight at once. */
    private void burst(Load.OpenRun run) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            replies.add(client.send(new Call("enqueue_task", task(run), Optional.empty())));
        }
        replies.forEach(reply -> remember(run, outcome("enqueue_task", reply.join())));
    }

    private void remember(Load.OpenRun run, Optional<JsonNode> answer) {
        answer.ifPresent(content -> run.remember(content.at("/task/id").asText()));
    }

    private ObjectNode task(Load.OpenRun run) {
        ObjectNode task = described(Asked.arguments().put("runId", run.id()));
        String recent = run.recent().peekFirst();
        if (recent != null && random.nextInt(3) == 0) {
            task.putArray("dependsOnTaskIds").add(recent);
        }
        return maybeWithToken(task);
    }

    private ObjectNode described(ObjectNode task) {
        int mark = load.nextMark();
        task.put("kind", "drill")
                .put("maxAttempts", ATTEMPTS)
                .putObject("input")
                .put("mark", mark);
        return random.nextBoolean() ? task.put("id", "own-" + mark) : task;
    }

    private void graph(Load.OpenRun run) {
        ObjectNode arguments = Asked.arguments().put("runId", run.id());
        ArrayNode tasks = arguments.putArray("tasks");
        described(tasks.addObject().put("ref", "first"));
        described(tasks.addObject().put("ref", "second")).putArray("dependsOn").add("first");
        ask("enqueue_tasks", maybeWithToken(arguments));
    }

    private void context(Load.OpenRun run) {
        int mark = load.nextMark();
        ObjectNode arguments = Asked.arguments().put("runId", run.id()).put("id", "context-" + mark);
        arguments.putObject("payload").put("mark", mark);
        ask("append_context_snapshot", maybeWithToken(arguments));
    }

    private void resume() {
        String paused = load.paused().poll();
        if (paused != null) {
            ask(
                    "resume_task",
                    maybeWithToken(Asked.arguments().put("taskId", paused).put("input", load.nextMark())));
        }
    }

    private Optional<JsonNode> ask(String tool, ObjectNode arguments) {
        return outcome(tool, client.ask(new Call(tool, arguments, Optional.empty())));
    }

    private Optional<JsonNode> outcome(String tool, Reply reply) {
        if (reply instanceof Reply.Unanswered) {
            serving = false;
        }
        return client.mustSucceed(reply, tool);
    }

    private ObjectNode maybeWithToken(ObjectNode arguments) {
        return random.nextInt(3) == 0 ? Client.withToken(arguments) : arguments;
    }
}
