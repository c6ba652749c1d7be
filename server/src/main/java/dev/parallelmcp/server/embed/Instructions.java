package dev.parallelmcp.server.embed;

/** What a model is told about the server before it sees a tool. */
final class Instructions {

    static final String TEXT = """
            parallel-mcp keeps the state of parallel work in a durable database: runs, tasks, leases, context and an \
            event log. Everything survives restarts; repeat a call safely by giving it the same clientToken.

            Plan: create_run (keepOpen: true while you still add tasks), then enqueue_task for each piece of work; \
            dependsOnTaskIds orders them. At last close_run if you used keepOpen. get_run counts tasks by status.

            Work, one task at a time:
            1. claim_next_task {workerId}. claim null: nothing is ready; ask again after retryAfterMs.
            2. mark_task_running with the claim's taskId, leaseId and your workerId. These three go with every later call.
            3. heartbeat_lease well before lease.expiresAt, as long as you work. After LEASE_EXPIRED, LEASE_CONFLICT or \
            TASK_CANCELLED stop: the task is no longer yours.
            4. End with one of: complete_task {output, nextContext?}, fail_task {error, retryable}, pause_task \
            {status: waiting_input or blocked, reason} to wait for somebody, release_task to give it back unharmed.

            Context: a run has one current snapshot. Claims bind tasks to it; complete_task's nextContext or \
            append_context_snapshot move it on; get_context_snapshot reads one.

            Stuck? A run is waiting when nothing moves without you: list_run_tasks {statuses: [waiting_input, blocked]} \
            shows paused tasks with statusReason; answer with resume_task {input}. list_pending_tasks shows what is \
            delayed or behind dependencies, list_dead_tasks what ran out of attempts (requeue_dead_task gives new ones), \
            list_run_events what happened and why; expire_leases takes back what lost workers hold.

            Errors say what to do next and whether a repeat can help (retryable). Times are ISO-8601 UTC, durations \
            milliseconds. Payloads (input, output, context, state) are any JSON and come back as you sent them.
            """;

    private Instructions() {}
}
