package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done after a kill for those who died: calls in flight are repeated by their tokens, holds become orphans. */
final class Recovery {

    private final Load load;
    /** Dead workers whose claim was in flight, was made again, and was answered. */
    private final Set<String> claimsAnswered = new HashSet<>();

    private long repeated;
    private long doneBefore;

    Recovery(Load load) {
        this.load = load;
    }

    /** Calls that were in flight with a token, and were made again. */
    long repeated() {
        return repeated;
    }

    /** Those of them that had been done although no reply came. */
    long doneBefore() {
        return doneBefore;
    }

    /** Makes each call that was in flight once more, where its token makes that safe. */
    void repeat(List<Call> unanswered, Client client, Evidence evidence) {
        for (Call call : unanswered) {
            if (call.hasToken()) {
                repeated++;
                Reply reply = evidence.repeat(call);
                reply.answered().ifPresent(content -> done(call, content, client));
                if (!CrashWorker.refusedLease(reply) || doneAllTheSame(call, evidence)) {
                    client.mustSucceed(reply, call.tool() + " once more");
                }
            }
        }
    }

    /** Only the dead worker's own call can have ended its attempt: its token must tell so, instead of a refusal. */
    private static boolean doneAllTheSame(Call call, Evidence evidence) {
        return call.attemptId()
                .filter(id -> Attempts.endedByHolder(evidence, call.argument("taskId"), id))
                .isPresent();
    }

    private void done(Call call, JsonNode content, Client client) {
        if (content.path("replayed").asBoolean()) {
            doneBefore++;
        }
        load.journal().acknowledged(new Acknowledged(call, content));
        if (content.path("claim").isObject()) {
            finish(content.path("claim"), client);
        }
    }

    /** The worker that asked is dead, but this is its claim: so it is completed in its name, unless it has run out. */
    private void finish(JsonNode claim, Client client) {
        claimsAnswered.add(claim.at("/lease/workerId").asText());
        long now = System.nanoTime();
        Hold hold = new Hold(claim, 0, now, now);
        hold.beginEnding();
        if (!load.holds().known(hold.taskId(), hold.number())) {
            load.holds().acquired(hold);
        }
        var arguments = Asked.arguments()
                .put("taskId", hold.taskId())
                .put("leaseId", hold.leaseId())
                .put("workerId", hold.workerId());
        arguments.putObject("output").put("mark", load.nextMark());
        Reply reply = client.ask(new Call("complete_task", arguments, Optional.of(hold.attemptId())));
        if (!CrashWorker.refusedLease(reply)) {
            client.mustSucceed(reply, "complete_task");
        }
    }

    /** The attempts that nobody works on any more, and that only the end of their lease ends. */
    List<Orphan> orphans(List<Hold> held, List<String> deadWorkers, Evidence evidence) {
        List<Orphan> orphans = new ArrayList<>();
        for (Hold hold : held) {
            if (!hold.ending() || !Attempts.endedByHolder(evidence, hold.taskId(), hold.attemptId())) {
                orphans.add(new Orphan(hold.taskId(), hold.number()));
            }
        }
        for (String worker : deadWorkers) {
            List<Orphan> unheardOf = unheardOf(worker, evidence.log());
            orphans.addAll(unheardOf);
            // Each had one call in flight at most.
            if (unheardOf.size() > (claimsAnswered.contains(worker) ? 0 : 1)) {
                load.findings().add(Fault.REPEATED_EFFECT, "a claim of " + worker + " was done more than once");
            }
        }
        return orphans;
    }

    /** Claims of a dead worker that neither it nor the drill was answered. */
    private List<Orphan> unheardOf(String worker, EventLog log) {
        List<Orphan> unheardOf = new ArrayList<>();
        for (JsonNode claim : log.claimsOf(worker)) {
            String taskId = claim.path("taskId").asText();
            int number = claim.at("/payload/attemptNumber").asInt();
            if (!load.holds().known(taskId, number)) {
                unheardOf.add(new Orphan(taskId, number));
            }
        }
        return unheardOf;
    }
}
