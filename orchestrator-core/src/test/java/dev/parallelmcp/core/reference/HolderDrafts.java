package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.OutputType;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.ClaimTasksRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.Completion;
import dev.parallelmcp.core.model.request.EmitTaskOutputRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.HeartbeatLeaseRequest;
import dev.parallelmcp.core.model.request.MarkTaskRunningRequest;
import dev.parallelmcp.core.model.request.PauseTaskRequest;
import dev.parallelmcp.core.model.request.ReleaseTaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Claims, and what holders of leases do; some are mistaken about task, lease or worker. */
final class HolderDrafts {

    private final Draw draw;

    HolderDrafts(Draw draw) {
        this.draw = draw;
    }

    /** Who calls, as which worker, about which task. */
    private record Holder(String taskId, String leaseId, String workerId) {}

    private Holder holder() {
        String claim = draw.claim();
        String worker = draw.attempt(Names.LEASE + claim)
                .map(attempt -> attempt.workerId)
                .orElse("w1");
        return new Holder(
                draw.percent(3) ? draw.task(task -> task.status.held()) : Names.HELD + claim,
                Names.LEASE + (draw.percent(3) ? draw.claim() : claim),
                draw.percent(3) ? draw.oneOf(Draw.WORKERS) : worker);
    }

    private Optional<Long> leaseMs() {
        return draw.maybe(50, () -> draw.oneOf(List.of(1_000L, 5_000L, 30_000L, 120_000L)));
    }

    private List<String> kinds() {
        return draw.percent(85) ? List.of() : List.of(draw.oneOf(Draw.KINDS), draw.oneOf(Draw.KINDS));
    }

    Record claim() {
        return new ClaimNextTaskRequest(
                draw.oneOf(Draw.WORKERS),
                leaseMs(),
                kinds(),
                draw.maybe(12, () -> draw.run(run -> !run.status.terminal())),
                draw.maybe(8, () -> draw.oneOf(Draw.NAMESPACES)),
                Optional.empty(),
                draw.percent(30),
                draw.percent(30),
                draw.token());
    }

    Record claimSome() {
        return new ClaimTasksRequest(
                draw.oneOf(Draw.WORKERS),
                1 + draw.below(4),
                leaseMs(),
                kinds(),
                draw.maybe(12, () -> draw.run(run -> !run.status.terminal())),
                draw.maybe(8, () -> draw.oneOf(Draw.NAMESPACES)),
                Optional.empty(),
                draw.percent(30),
                draw.percent(30),
                draw.token());
    }

    Record markRunning() {
        Holder holder = holder();
        return new MarkTaskRunningRequest(holder.taskId(), holder.leaseId(), holder.workerId(), draw.token());
    }

    Record heartbeat() {
        Holder holder = holder();
        return new HeartbeatLeaseRequest(holder.taskId(), holder.leaseId(), holder.workerId(), leaseMs());
    }

    Record complete() {
        Holder holder = holder();
        Optional<Json> nextContext = draw.maybe(20, draw::payload);
        return new CompleteTaskRequest(
                holder.taskId(),
                holder.leaseId(),
                holder.workerId(),
                draw.maybe(50, draw::payload),
                draw.maybe(10, draw::object),
                nextContext,
                nextContext.flatMap(context -> draw.maybe(30, () -> "handed-on")),
                draw.token());
    }

    Record completeSome() {
        List<Completion> completions = new ArrayList<>();
        Holder holder = holder();
        int size = 1 + draw.below(3);
        for (int i = 0; i < size; i++) {
            completions.add(new Completion(
                    holder.taskId(), holder.leaseId(), draw.maybe(40, draw::payload), draw.maybe(10, draw::object)));
            Holder next = holder();
            holder = new Holder(next.taskId(), next.leaseId(), holder.workerId());
        }
        return new CompleteTasksRequest(holder.workerId(), completions, draw.token());
    }

    Record fail() {
        Holder holder = holder();
        return new FailTaskRequest(
                holder.taskId(),
                holder.leaseId(),
                holder.workerId(),
                "trouble " + draw.below(3),
                draw.percent(70),
                draw.maybe(20, draw::object),
                draw.token());
    }

    Record release() {
        Holder holder = holder();
        return new ReleaseTaskRequest(
                holder.taskId(),
                holder.leaseId(),
                holder.workerId(),
                draw.maybe(50, () -> "not mine"),
                draw.maybe(40, draw::delayMs),
                draw.token());
    }

    Record pause() {
        Holder holder = holder();
        long resumeAfter = draw.delayMs();
        long deadlineAfter = resumeAfter + 1 + draw.delayMs();
        Instant now = draw.model().now();
        boolean resumes = draw.percent(40);
        boolean hasDeadline = draw.percent(45);
        boolean resumesAtInstant = draw.percent(40);
        boolean deadlineIsInstant = draw.percent(40);
        // An instant and a delay can be compared by the operation only, so there the order may be wrong.
        boolean twisted = resumesAtInstant != deadlineIsInstant && draw.percent(15);
        long deadline = twisted ? resumeAfter : deadlineAfter;
        return new PauseTaskRequest(
                holder.taskId(),
                holder.leaseId(),
                holder.workerId(),
                draw.oneOf(List.of(PauseStatus.values())),
                draw.maybe(50, () -> "waits for " + draw.below(3)),
                draw.maybe(50, draw::payload),
                resumes && resumesAtInstant ? Optional.of(now.plusMillis(resumeAfter)) : Optional.empty(),
                resumes && !resumesAtInstant ? Optional.of(resumeAfter) : Optional.empty(),
                hasDeadline && deadlineIsInstant ? Optional.of(now.plusMillis(deadline)) : Optional.empty(),
                hasDeadline && !deadlineIsInstant ? Optional.of(deadline) : Optional.empty(),
                draw.token());
    }

    Record emit() {
        Holder holder = holder();
        return new EmitTaskOutputRequest(
                holder.taskId(),
                holder.leaseId(),
                holder.workerId(),
                draw.oneOf(List.of(OutputType.values())),
                draw.payload(),
                draw.maybe(30, () -> "part"),
                draw.token());
    }
}
