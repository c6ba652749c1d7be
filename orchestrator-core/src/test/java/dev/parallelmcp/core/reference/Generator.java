package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes histories: the same for the same seed. It lives through each with a model of its own, so that most steps find
 * what they need and histories go deep; the others are what clients do that are late, mistaken or repeat themselves.
 */
final class Generator {

    private final ReferenceModel model = new ReferenceModel(Histories.OPTIONS);
    private final Names names = new Names();
    private final Draw draw;
    private final Tally tally;
    private final List<Step.Call> withToken = new ArrayList<>();
    private final TreeMap<Integer, Supplier<Step.Action>> wheel = new TreeMap<>();
    private int weights;

    private Generator(long seed, Tally tally) {
        this.draw = new Draw(seed, model, names);
        this.tally = tally;
        weighRuns(new RunDrafts(draw));
        weighTasks(new TaskDrafts(draw), new OperatorDrafts(draw));
        weighHolders(new HolderDrafts(draw));
        calls(10, new ReadDrafts(draw)::any);
        weighTime();
    }

    static List<Step> history(long seed, int steps) {
        return history(seed, steps, new Tally());
    }

    /** The tally tells what the model made of it. */
    static List<Step> history(long seed, int steps, Tally tally) {
        Generator generator = new Generator(seed, tally);
        List<Step> history = new ArrayList<>(steps);
        for (int number = 1; number <= steps; number++) {
            Step step = new Step(number, generator.next());
            generator.live(step);
            history.add(step);
        }
        return history;
    }

    private void weighRuns(RunDrafts drafts) {
        calls(8, drafts::create);
        calls(2, drafts::close);
        calls(1, drafts::cancel);
        calls(5, drafts::append);
        calls(2, drafts::prune);
    }

    private void weighTasks(TaskDrafts drafts, OperatorDrafts operators) {
        calls(34, drafts::enqueue);
        calls(8, drafts::enqueueGraph);
        calls(6, operators::resume);
        calls(4, operators::cancel);
        calls(8, operators::requeue);
        calls(8, operators::rerun);
    }

    private void weighHolders(HolderDrafts drafts) {
        calls(40, drafts::claim);
        calls(8, drafts::claimSome);
        calls(12, drafts::markRunning);
        calls(6, drafts::heartbeat);
        calls(26, drafts::complete);
        calls(6, drafts::completeSome);
        calls(20, drafts::fail);
        calls(6, drafts::release);
        calls(10, drafts::pause);
        calls(6, drafts::emit);
    }

    private void weighTime() {
        calls(5, ExpireLeasesRequest::new);
        calls(3, RunMaintenanceRequest::new);
        weigh(14, () -> new Step.Wait(draw.oneOf(List.of(1L, 500L, 1_000L, 5_000L, 20_000L, 61_000L))));
        weigh(1, () -> new Step.Wait(draw.oneOf(List.of(86_400_000L, 3_600_000L, -3_600_000L, -1_000L, -1L))));
        weigh(16, () -> new Step.WaitForDue(draw.oneOf(List.of(-1L, 0L, 0L, 1L))));
        weigh(8, this::repetition);
        weigh(1, () -> new Step.Restart(draw.oneOf(List.of(Door.values()))));
    }

    private void calls(int weight, Supplier<Record> request) {
        weigh(weight, () -> new Step.Call(door(), request.get()));
    }

    private void weigh(int weight, Supplier<Step.Action> action) {
        weights += weight;
        wheel.put(weights, action);
    }

    private Door door() {
        if (draw.percent(8)) {
            return Door.LEFT;
        }
        return draw.percent(25) ? Door.SECOND : Door.FIRST;
    }

    /** A call that may have been answered already. */
    private Step.Action repetition() {
        if (withToken.isEmpty()) {
            return new Step.Call(door(), ClaimNextTaskRequest.builder("w1").build());
        }
        Step.Call call = withToken.get(withToken.size() - 1 - draw.below(Math.min(12, withToken.size())));
        return new Step.Call(draw.percent(80) ? call.door() : door(), call.request());
    }

    private Step.Action next() {
        Map.Entry<Integer, Supplier<Step.Action>> slot = wheel.higherEntry(draw.below(weights));
        return slot.getValue().get();
    }

    private void live(Step step) {
        if (step.action() instanceof Step.Call call) {
            if (call.request() instanceof Mutation mutation
                    && mutation.clientToken().isPresent()) {
                withToken.add(call);
            }
            Record request = names.resolve(call.request());
            Outcome outcome = Outcome.of(model.as(call.door().namespace()), request);
            tally.count(call.request(), outcome);
            if (outcome instanceof Outcome.Answered answered) {
                names.learn(step.number(), call.request(), answered.answer());
            }
        } else {
            Clocks.move(model, step.action());
        }
    }
}
