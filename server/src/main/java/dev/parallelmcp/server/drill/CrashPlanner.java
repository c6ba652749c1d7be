package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Brings work: tasks, graphs of tasks, context, answers for tasks that wait. */
final class CrashPlanner implements Callable<Void> {

    private static final int BURST = 8;
    /** So that the workers keep up: some of them wait for the next task at any time. */
    private static final int LEAST_MILLIS = 20;

    private static final int MOST_MILLIS = 120;

    private final Client client;
    private final Load load;
    private final SplittableRandom random;
    private final Pause pause;
    private final NewWork newWork;
    private boolean serving = true;

    CrashPlanner(Client client, Load load, SplittableRandom random, Pause pause) {
        this.client = client;
        this.load = load;
        this.random = random;
        this.pause = pause;
        this.newWork = new NewWork(load, random);
    }

    @Override
    public Void call() throws InterruptedException {
        // While much waits to be looked up it makes no calls, by which it would learn of the kill.
        while (serving && !client.serverKilled() && !load.draining()) {
            resume();
            if (!load.journal().full()) {
                plan(load.currentRun());
            }
            pause.pass(random.nextInt(LEAST_MILLIS, MOST_MILLIS));
        }
        return null;
    }

    private void plan(Load.OpenRun run) {
        switch (random.nextInt(8)) {
            case 0 -> newWork.volley(run, client, BURST).forEach(reply -> remember(run, outcome(reply.join())));
            case 1, 2 -> ask(newWork.graph(run));
            case 3 -> ask(newWork.context(run));
            default -> remember(run, ask(newWork.task(run)));
        }
    }

    private void remember(Load.OpenRun run, Optional<JsonNode> answer) {
        answer.ifPresent(content -> run.remember(content.at("/task/id").asText()));
    }

    private void resume() {
        String paused = load.paused().poll();
        if (paused != null) {
            ask(newWork.answer(paused));
        }
    }

    private Optional<JsonNode> ask(Call call) {
        return outcome(client.ask(call));
    }

    private Optional<JsonNode> outcome(Reply reply) {
        if (reply instanceof Reply.Unanswered) {
            serving = false;
        }
        return client.mustSucceed(reply, "a planner's call");
    }
}
