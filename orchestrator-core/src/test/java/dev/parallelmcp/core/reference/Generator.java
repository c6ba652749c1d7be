package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ExpireLeasesRequest;
import dev.parallelmcp.core.model.request.Mutation;
import dev.parallelmcp.core.model.request.RunMaintenanceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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
    private final Supplier<Record> enqueue;
    private final Supplier<Record> claim;
    private final List<Step.Call> withToken = new ArrayList<>();
    private final TreeMap<Integer, Supplier<Step.Action>> wheel = new TreeMap<>();
    private int weights;

    private Generator(long seed, Tally tally) {
        this.draw = new Draw(seed, model, names);
        this.tally = tally;
        RunDrafts runs = new RunDrafts(draw);
        TaskDrafts tasks = new TaskDrafts(draw);
        HolderDrafts holders = new HolderDrafts(draw);
        this.enqueue = sensibly(draw::anyRunTakesMore, tasks::enqueue, runs::create);
        this.claim = sensibly(() -> draw.anyTask(ModelTask::ready), holders::claim, enqueue);
        weighRuns(runs);
        weighTasks(tasks, new OperatorDrafts(draw));
        weighHolders(holders);
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
        calls(5, drafts::create);
        calls(2, drafts::close);
        calls(1, drafts::cancel);
        calls(6, drafts::append);
        calls(2, drafts::prune);
    }

    private void weighTasks(TaskDrafts drafts, OperatorDrafts operators) {
        calls(36, enqueue);
        calls(7, sensibly(draw::anyRunTakesMore, drafts::enqueueGraph, enqueue));
        calls(8, sensibly(() -> draw.anyTask(task -> task.status.paused()), operators::resume, enqueue));
        calls(4, operators::cancel);
        calls(12, sensibly(() -> draw.anyTask(task -> task.dead), operators::requeue, enqueue));
        calls(10, sensibly(() -> draw.anyTask(task -> task.status.terminal()), operators::rerun, enqueue));
    }

    private void weighHolders(HolderDrafts drafts) {
        calls(24, claim);
        calls(6, sensibly(() -> draw.anyTask(ModelTask::ready), drafts::claimSome, enqueue));
        holders(14, drafts::markRunning);
        holders(8, drafts::heartbeat);
        holders(34, drafts::complete);
        holders(8, drafts::completeSome);
        holders(26, drafts::fail);
        holders(8, drafts::release);
        holders(14, drafts::pause);
        holders(10, drafts::emit);
    }

    private void holders(int weight, Supplier<Record> request) {
        calls(weight, sensibly(draw::anyLiveLease, request, claim));
    }

    /** What makes no sense now is done all the same at times, or else something that leads on. */
    private Supplier<Record> sensibly(BooleanSupplier makesSense, Supplier<Record> request, Supplier<Record> instead) {
        return () -> draw.percent(3) || makesSense.getAsBoolean() ? request.get() : instead.get();
    }

    private void weighTime() {
        calls(5, ExpireLeasesRequest::new);
        calls(3, RunMaintenanceRequest::new);
        weigh(12, () -> new Step.Wait(draw.oneOf(List.of(1L, 500L, 1_000L, 5_000L, 20_000L))));
        weigh(1, () -> new Step.Wait(draw.oneOf(List.of(61_000L, 86_400_000L, 3_600_000L, -3_600_000L, -1_000L, -1L))));
        weigh(12, () -> new Step.WaitForDue(draw.oneOf(List.of(-1L, 0L, 0L, 1L))));
        weigh(10, this::repetition);
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
        if (draw.percent(6)) {
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
            tally.count(model.takeWritten());
            if (outcome instanceof Outcome.Answered answered) {
                names.learn(step.number(), call.request(), answered.answer());
            }
        } else {
            Clocks.move(model, step.action());
        }
    }
}
