package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.OrchestratorException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Leaves out of a history whatever is not needed for it to fail as it does. */
final class Shrinker {

    private static final int MOST_STEPS_TRIED_IN_PAIRS = 30;

    private final Function<List<Step>, Optional<Disagreement>> play;
    private final String sort;

    private Shrinker(Function<List<Step>, Optional<Disagreement>> play, String sort) {
        this.play = play;
        this.sort = sort;
    }

    /** A history that fails in the same way and in which no step can be missed. */
    static List<Step> shrink(
            List<Step> history, Disagreement disagreement, Function<List<Step>, Optional<Disagreement>> play) {
        Shrinker shrinker = new Shrinker(play, disagreement.sort());
        List<Step> shorter = shrinker.withoutChunks(history.subList(0, disagreement.position() + 1));
        return shrinker.withoutPairs(shrinker.withoutChunks(shrinker.simpler(shorter)));
    }

    private boolean fails(List<Step> steps) {
        return play.apply(steps)
                .filter(disagreement -> disagreement.sort().equals(sort))
                .isPresent();
    }

    /** Halves first, then quarters, and so on to single steps, and those until each is needed. */
    private List<Step> withoutChunks(List<Step> steps) {
        List<Step> left = new ArrayList<>(steps);
        int chunk = Math.max(1, left.size() / 2);
        while (true) {
            boolean removed = false;
            for (int end = left.size(); end > 0; end -= chunk) {
                int start = Math.max(0, Math.min(end, left.size()) - chunk);
                List<Step> without = new ArrayList<>(left);
                without.subList(start, Math.min(end, left.size())).clear();
                if (fails(without)) {
                    left = without;
                    removed = true;
                }
            }
            if (chunk == 1 && !removed) {
                return left;
            }
            chunk = Math.max(1, chunk / 2);
        }
    }

    /** Two may be needed for each other only: a task that stands in the way, and the claim that takes it out of the way. */
    private List<Step> withoutPairs(List<Step> steps) {
        if (steps.size() > MOST_STEPS_TRIED_IN_PAIRS) {
            return steps;
        }
        for (int later = steps.size() - 1; later > 0; later--) {
            for (int earlier = later - 1; earlier >= 0; earlier--) {
                List<Step> without = new ArrayList<>(steps);
                without.remove(later);
                without.remove(earlier);
                if (fails(without)) {
                    return withoutPairs(withoutChunks(without));
                }
            }
        }
        return steps;
    }

    /** Requests without what they need not say, all through the first orchestrator where that is enough. */
    private List<Step> simpler(List<Step> steps) {
        List<Step> simpler = new ArrayList<>(steps);
        for (int i = 0; i < simpler.size(); i++) {
            if (simpler.get(i).action() instanceof Step.Call call) {
                tryAt(simpler, i, new Step.Call(Door.FIRST, call.request()));
                int components = call.request().getClass().getRecordComponents().length;
                for (int component = 0; component < components; component++) {
                    tryWithout(simpler, i, component);
                }
            }
        }
        return simpler;
    }

    private void tryAt(List<Step> steps, int position, Step.Call simpler) {
        Step before = steps.get(position);
        steps.set(position, new Step(before.number(), simpler));
        if (before.action().equals(simpler) || !fails(steps)) {
            steps.set(position, before);
        }
    }

    private void tryWithout(List<Step> steps, int position, int component) {
        Step.Call call = (Step.Call) steps.get(position).action();
        RecordComponent[] components = call.request().getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = Records.read(components[i], call.request());
        }
        Object nothing = nothing(values[component]);
        // Who does not say how long to wait may wait for long.
        if (nothing.equals(values[component]) || components[component].getName().equals("waitMs")) {
            return;
        }
        values[component] = nothing;
        try {
            tryAt(
                    steps,
                    position,
                    new Step.Call(call.door(), Records.make(call.request().getClass(), values)));
        } catch (OrchestratorException e) {
            // A request that cannot do without it stays as it is.
        }
    }

    private static Object nothing(Object value) {
        if (value instanceof Optional<?>) {
            return Optional.empty();
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? list : List.of();
        }
        return value instanceof Boolean ? (Object) false : value;
    }
}
