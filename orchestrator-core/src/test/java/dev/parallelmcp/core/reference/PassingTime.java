package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.EventType;
import dev.parallelmcp.core.model.MaintenanceWork;
import dev.parallelmcp.core.model.ResumedBy;
import dev.parallelmcp.core.model.TaskStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What time alone does: to the tasks of all namespaces, whoever asks. */
final class PassingTime {

    private static final int TASKS_PER_STEP = 100;

    private final ReferenceModel model;
    private final Endings endings;

    PassingTime(ReferenceModel model) {
        this.model = model;
        this.endings = new Endings(model);
    }

    /**
     * Applies what is due, the longest due first, to some tasks and as one change.
     *
     * @param told hears of each task and of what was done to it
     * @return whether there may be more
     */
    boolean applyStep(BiConsumer<MaintenanceWork, ModelTask> told) {
        Instant now = model.now();
        List<ModelTask> due = model.tasks.values().stream()
                .filter(task -> task.isDue(now))
                .sorted(Comparator.comparing(task -> task.dueAt().orElseThrow()))
                .limit(TASKS_PER_STEP)
                .toList();
        return model.change(() -> {
            due.stream().filter(task -> task.status == TaskStatus.QUEUED).forEach(task -> {
                task.delayed = false;
                told.accept(MaintenanceWork.DELAYS_ENDED, task);
            });
            // What is done to one may end another: look again.
            due.stream().filter(task -> task.isDue(now)).forEach(task -> told.accept(apply(task), task));
            return due.size() == TASKS_PER_STEP;
        });
    }

    private MaintenanceWork apply(ModelTask task) {
        if (task.status.held()) {
            return expire(task);
        }
        // Of two timers that are due the earlier one applies, and resumeAt is always before deadlineAt.
        if (task.resumeAt.filter(at -> !at.isAfter(model.now())).isPresent()) {
            resume(task, ResumedBy.TIMER);
            return MaintenanceWork.PAUSES_ENDED;
        }
        endings.failPaused(task);
        return MaintenanceWork.PAUSE_DEADLINES_PASSED;
    }

    private MaintenanceWork expire(ModelTask task) {
        boolean timeout = task.holder().orElseThrow().endsAsTimeout();
        endings.retryOrBury(task, timeout ? Endings.Failure.timedOut() : Endings.Failure.leaseExpired());
        return timeout ? MaintenanceWork.ATTEMPTS_TIMED_OUT : MaintenanceWork.LEASES_EXPIRED;
    }

    void resume(ModelTask task, ResumedBy resumedBy) {
        endings.queue(task, Optional.empty());
        task.statusReason = Optional.empty();
        task.resumeAt = Optional.empty();
        task.deadlineAt = Optional.empty();
        task.resumedBy = Optional.of(resumedBy);
        model.record(
                task,
                Optional.empty(),
                EventType.TASK_RESUMED,
                Payload.of(task).with("resumedBy", resumedBy.wireName()));
    }

    /** When something is due next, in a namespace or in all. */
    Optional<Instant> nextDue(Optional<String> namespace) {
        return model.tasks.values().stream()
                .filter(task -> namespace.stream().allMatch(task.run.namespace::equals))
                .flatMap(task -> task.dueAt().stream())
                .min(Instant::compareTo);
    }
}
