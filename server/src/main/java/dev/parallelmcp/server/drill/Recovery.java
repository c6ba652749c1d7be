package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done after a kill for those who died: calls in flight are repeated by their tokens, holds become orphans. */
final class Recovery {

    private final Load load;
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
                if (!CrashWorker.refusedLease(reply)) {
                    client.mustSucceed(reply, call.tool() + " once more");
                }
            }
        }
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
            if (!hold.ending() || !Attempts.endedByHolder(evidence, hold)) {
                orphans.add(new Orphan(hold.taskId(), hold.number()));
            }
        }
        for (String worker : deadWorkers) {
            for (JsonNode claim : evidence.log().claimsOf(worker)) {
                String taskId = claim.path("taskId").asText();
                int number = claim.at("/payload/attemptNumber").asInt();
                if (!load.holds().known(taskId, number)) {
                    orphans.add(new Orphan(taskId, number));
                }
            }
        }
        return orphans;
    }
}
