package dev.parallelmcp.server.bench;

import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.TaskDraft;
import java.util.List;

/** Tasks that stand beside those that are measured, in runs of their own. */
enum Backlog {
    /** All depend on one task of their run, of a kind that nobody claims. */
    BLOCKED {
        @Override
        void fill(ProductDatabase database, int tasks) {
            for (int from = 0; from < tasks; from += TASKS_BEHIND_A_GATE) {
                int count = Math.min(tasks - from, TASKS_BEHIND_A_GATE);
                String runId = database.createRun();
                String gateId = runId + "-gate";
                database.enqueue(
                        runId,
                        1,
                        number -> TaskDraft.builder(UNCLAIMED_KIND).id(gateId).build());
                TaskDraft blocked = TaskDraft.builder(Items.KIND)
                        .input(Items.INPUT_JSON)
                        .dependsOn(List.of(gateId))
                        .build();
                database.enqueue(runId, count, number -> blocked);
            }
        }
    },
    /** Of the same kind, but not to be begun before a time that is far ahead. */
    DELAYED {
        @Override
        void fill(ProductDatabase database, int tasks) {
            TaskDraft delayed = TaskDraft.builder(Items.KIND)
                    .input(Items.INPUT_JSON)
                    .delayMs(DELAY_MILLIS)
                    .build();
            database.enqueue(tasks, number -> delayed);
        }
    },
    /** Really claimed and completed, with all that this leaves behind. */
    FINISHED {
        @Override
        void fill(ProductDatabase database, int tasks) throws BenchStoppedException {
            for (int from = 0; from < tasks; from += Limits.DEFAULT_MAX_TASKS_PER_RUN) {
                int count = Math.min(tasks - from, Limits.DEFAULT_MAX_TASKS_PER_RUN);
                database.enqueueReady(count);
                Batches.finish(database.orchestrator(), count);
            }
        }
    },
    /** Of a kind that is not asked for, and would come first if it were. */
    READY_OF_ANOTHER_KIND {
        @Override
        void fill(ProductDatabase database, int tasks) {
            TaskDraft other = TaskDraft.builder(UNCLAIMED_KIND)
                    .input(Items.INPUT_JSON)
                    .priority(HIGH_PRIORITY)
                    .build();
            database.enqueue(tasks, number -> other);
        }
    };

    private static final String UNCLAIMED_KIND = "unclaimed";
    private static final int HIGH_PRIORITY = 100;
    private static final long DELAY_MILLIS = 30L * 86_400_000;
    private static final int TASKS_BEHIND_A_GATE = Limits.DEFAULT_MAX_TASKS_PER_RUN - 1;

    /** Puts so many into a database. */
    abstract void fill(ProductDatabase database, int tasks) throws BenchStoppedException;

    /** As rows name it. */
    String label() {
        return switch (this) {
            case BLOCKED -> "blocked";
            case DELAYED -> "delayed";
            case FINISHED -> "finished";
            case READY_OF_ANOTHER_KIND -> "of another kind";
        };
    }
}
