package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Claims, works a little, and ends what it has claimed in one of the ways that there are, until its server is gone. */
final class CrashWorker implements Callable<Void> {

    private static final Set<String> LEASE_REFUSALS = Set.of("LEASE_EXPIRED", "LEASE_CONFLICT");
    private static final int WAIT_MILLIS = 400;
    private static final int MOST_STEPS = 4;
    private static final int MOST_STEP_MILLIS = 60;

    private final String name;
    private final Client client;
    private final Load load;
    private final SplittableRandom random;
    private final Pause pause;
    private boolean serving = true;
    private Optional<Hold> held = Optional.empty();

    CrashWorker(String name, Client client, Load load, SplittableRandom random, Pause pause) {
        this.name = name;
        this.client = client;
        this.load = load;
        this.random = random;
        this.pause = pause;
    }

    String name() {
        return name;
    }

    /** What it held when its server was killed; to be asked when it has ended. */
    Optional<Hold> held() {
        return held;
    }

    @Override
    public Void call() throws InterruptedException {
        while (serving && !pause.over()) {
            claim();
            if (held.isPresent()) {
                work(held.get());
            }
        }
        return null;
    }

    private void claim() {
        ObjectNode arguments = Asked.arguments()
                .put("workerId", name)
                .put("leaseMs", load.options().leaseMillis())
                .put("waitMs", WAIT_MILLIS)
                .put("includeContext", true);
        long sent = System.nanoTime();
        Reply reply = client.ask(new Call("claim_next_task", maybeWithToken(arguments), Optional.empty()));
        long received = System.nanoTime();
        serving = !(reply instanceof Reply.Unanswered);
        JsonNode claim = client.mustSucceed(reply, "claim_next_task")
                .map(content -> content.path("claim"))
                .orElse(null);
        if (claim != null && claim.isObject()) {
            Hold hold = new Hold(claim, load.options().leaseMillis(), sent, received);
            load.holds().acquired(hold);
            held = Optional.of(hold);
        }
    }

    private void work(Hold hold) throws InterruptedException {
        if (random.nextInt(5) > 0) {
            step(hold, "mark_task_running", maybeWithToken(holder(hold)));
        }
        // Who gets a task of a dead worker is soon free for the next: the offers are measured, not the work.
        int most = hold.number() > 1 ? 1 : MOST_STEPS;
        for (int steps = random.nextInt(most); steps > 0 && working(); steps--) {
            pause.pass(random.nextInt(MOST_STEP_MILLIS));
            if (random.nextBoolean()) {
                long sent = System.nanoTime();
                step(hold, "heartbeat_lease", holder(hold)).ifPresent(answer -> hold.renewed(sent));
            } else {
                ObjectNode output = holder(hold).put("type", "partial").put("value", load.nextMark());
                step(hold, "emit_task_output", maybeWithToken(output));
            }
        }
        if (working()) {
            end(hold);
        }
    }

    private boolean working() {
        return serving && held.isPresent();
    }

    private void end(Hold hold) {
        hold.beginEnding();
        int way = hold.number() > 2 ? 0 : random.nextInt(20);
        ObjectNode arguments = maybeWithToken(holder(hold));
        String tool = switch (way) {
            case 17 -> "release_task";
            case 18 -> "fail_task";
            case 19 -> "pause_task";
            default -> "complete_task";
        };
        switch (way) {
            case 17 -> arguments.put("reason", "another may do it");
            case 18 -> arguments.put("error", "a drill").put("retryable", true);
            case 19 -> arguments.put("status", "waiting_input").put("reason", "a question");
            default -> complete(arguments);
        }
        if (step(hold, tool, arguments).isPresent()) {
            held = Optional.empty();
            if (way == 19) {
                load.paused().add(hold.taskId());
            }
        }
    }

    private void complete(ObjectNode arguments) {
        arguments.putObject("output").put("mark", load.nextMark()).put("by", name);
        if (random.nextInt(3) == 0) {
            arguments.putObject("nextContext").put("mark", load.nextMark());
        }
    }

    /** A call of the lease's holder; refused, it no longer holds. */
    private Optional<JsonNode> step(Hold hold, String tool, ObjectNode arguments) {
        Reply reply = client.ask(new Call(tool, arguments, Optional.of(hold.attemptId())));
        if (reply instanceof Reply.Unanswered) {
            serving = false;
        } else if (reply instanceof Reply.Refusal refusal) {
            held = Optional.empty();
            if (!LEASE_REFUSALS.contains(refusal.code())) {
                client.mustSucceed(reply, tool);
            } else if (hold.livesSurely(System.nanoTime())) {
                load.findings().add(Fault.ENDED_EARLY, tool + " of " + hold.taskId() + ": " + refusal.message());
            }
        }
        return reply.answered();
    }

    static boolean refusedLease(Reply reply) {
        return reply instanceof Reply.Refusal refusal && LEASE_REFUSALS.contains(refusal.code());
    }

    private ObjectNode holder(Hold hold) {
        return Asked.arguments()
                .put("taskId", hold.taskId())
                .put("leaseId", hold.leaseId())
                .put("workerId", name);
    }

    private ObjectNode maybeWithToken(ObjectNode arguments) {
        return Client.maybeWithToken(arguments, random);
    }
}
