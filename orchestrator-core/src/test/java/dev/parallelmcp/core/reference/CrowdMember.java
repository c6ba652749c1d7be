package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ListEventsSinceRequest;
import dev.parallelmcp.core.model.request.ListRunEventsRequest;
import dev.parallelmcp.core.model.result.RunResult;

/** One of a crowd. */
final class CrowdMember implements Runnable {

    private static final int STEPS_OF_A_LIFE = 100;

    /** All have the same clock, so one of them moves it for all. */
    private static final int TIMEKEEPER = 0;

    private final int number;
    private final Crowd crowd;

    CrowdMember(int number, Crowd crowd) {
        this.number = number;
        this.crowd = crowd;
    }

    @Override
    public void run() {
        for (int life = 0; !crowd.over(); life++) {
            live(life);
        }
    }

    private void live(int life) {
        String token = "token-" + number + "-" + life + "-";
        Names names = new Names();
        for (Step step : Generator.history((long) number << Integer.SIZE | life, STEPS_OF_A_LIFE)) {
            if (crowd.over()) {
                return;
            }
            if (step.action() instanceof Step.Call call) {
                make(step.number(), call, names, token);
            } else if (step.action() instanceof Step.Wait wait && number == TIMEKEEPER) {
                crowd.passTime(wait.millis());
            }
        }
        readTheLog(names);
    }

    /** No history does: who plays it follows the log by itself. */
    private void readTheLog(Names names) {
        see(ListEventsSinceRequest.builder().build());
        names.all(Names.RUN).stream()
                .map(names::id)
                .map(ListRunEventsRequest::builder)
                .forEach(request -> see(request.build()));
    }

    private void see(Record request) {
        crowd.saw(request, Outcome.of(crowd.through(Door.FIRST), request));
    }

    /** Client tokens are this member's own: else nearly every one would be another's already. */
    private void make(int step, Step.Call call, Names names, String token) {
        Record request = (Record)
                Records.withTexts(call.request(), text -> text.startsWith(Draw.TOKEN) ? token + text : names.id(text));
        Outcome outcome = Outcome.of(crowd.through(call.door()), request);
        crowd.saw(request, outcome);
        if (outcome instanceof Outcome.Answered answered) {
            names.learn(step, call.request(), answered.answer());
            if (request instanceof CreateRunRequest
                    && answered.answer() instanceof RunResult created
                    && !created.replayed()) {
                crowd.knows(created.run().id());
            }
        }
    }
}
