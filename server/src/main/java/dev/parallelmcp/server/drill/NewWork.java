package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** The calls that bring tasks. Each task has a mark of its own, so that one that is there twice is seen. */
final class NewWork {

    /** More than kills can use up. */
    private static final int ATTEMPTS = 1_000_000;

    private final Load load;
    private final SplittableRandom random;

    NewWork(Load load, SplittableRandom random) {
        this.load = load;
        this.random = random;
    }

    /** One task, which may depend on another. */
    Call task(Load.OpenRun run) {
        ObjectNode task = described(Asked.arguments().put("runId", run.id()));
        String recent = run.recent().peekFirst();
        if (recent != null && random.nextInt(3) == 0) {
            task.putArray("dependsOnTaskIds").add(recent);
        }
        return call("enqueue_task", task);
    }

    /** A task and another that depends on it. */
    Call graph(Load.OpenRun run) {
        ObjectNode arguments = Asked.arguments().put("runId", run.id());
        ArrayNode tasks = arguments.putArray("tasks");
        described(tasks.addObject().put("ref", "first"));
        described(tasks.addObject().put("ref", "second")).putArray("dependsOn").add("first");
        return call("enqueue_tasks", arguments);
    }

    /** A snapshot by hand. */
    Call context(Load.OpenRun run) {
        int mark = load.nextMark();
        ObjectNode arguments = Asked.arguments().put("runId", run.id()).put("id", "context-" + mark);
        arguments.putObject("payload").put("mark", mark);
        return call("append_context_snapshot", arguments);
    }

    /** The answer that a paused task waits for. */
    Call answer(String taskId) {
        return call("resume_task", Asked.arguments().put("taskId", taskId).put("input", load.nextMark()));
    }

    /** Sends many tasks at once, and waits for none. */
    List<CompletableFuture<Reply>> volley(Load.OpenRun run, Client client, int size) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            replies.add(client.send(task(run)));
        }
        return replies;
    }

    private ObjectNode described(ObjectNode task) {
        int mark = load.nextMark();
        task.put("kind", "drill")
                .put("maxAttempts", ATTEMPTS)
                .putObject("input")
                .put("mark", mark);
        return random.nextBoolean() ? task.put("id", "own-" + mark) : task;
    }

    private Call call(String tool, ObjectNode arguments) {
        return new Call(tool, Client.maybeWithToken(arguments, random), Optional.empty());
    }
}
