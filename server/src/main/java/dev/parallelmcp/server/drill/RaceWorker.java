package dev.parallelmcp.server.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Claims and completes as fast as it is answered, until every task is completed. */
final class RaceWorker implements Runnable {

    /** Longer than any race, so that no lease ends in it: a task that is offered twice is a fault then. */
    private static final int LEASE_MILLIS = 86_400_000;

    private static final int WAIT_MILLIS = 500;
    /** So long without a task, while some are not completed, and there is none to come. */
    private static final int MOST_EMPTY_CLAIMS = 60;

    private static final int MOST_ERRORS = 20;

    private final ServerProcess server;
    private final int process;
    private final String name;
    private final Race race;
    private int errors;
    private int emptyClaims;

    RaceWorker(ServerProcess server, int process, int number, Race race) {
        this.server = server;
        this.process = process;
        this.name = "worker-" + process + "-" + number;
        this.race = race;
    }

    @Override
    public void run() {
        while (!race.allCompleted() && errors < MOST_ERRORS && emptyClaims < MOST_EMPTY_CLAIMS) {
            Optional<JsonNode> answer = outcome(server.ask(
                    "claim_next_task",
                    Asked.arguments()
                            .put("workerId", name)
                            .put("leaseMs", LEASE_MILLIS)
                            .put("waitMs", WAIT_MILLIS)));
            answer.map(content -> content.path("claim")).ifPresent(this::work);
        }
    }

    private void work(JsonNode claim) {
        if (claim.isNull()) {
            emptyClaims++;
            return;
        }
        emptyClaims = 0;
        race.tally().claimed(process, claim);
        String taskId = claim.at("/task/id").asText();
        outcome(server.ask(
                        "complete_task",
                        Asked.arguments()
                                .put("taskId", taskId)
                                .put("leaseId", claim.at("/lease/id").asText())
                                .put("workerId", name)))
                .ifPresent(completed -> race.tally().completed(taskId));
    }

    private Optional<JsonNode> outcome(Reply reply) {
        if (reply instanceof Reply.Refusal refusal) {
            error(refusal.code());
        } else if (reply instanceof Reply.Unanswered) {
            error("NO_REPLY");
        }
        return reply.answered();
    }

    private void error(String code) {
        errors++;
        race.tally().error(code);
    }
}
