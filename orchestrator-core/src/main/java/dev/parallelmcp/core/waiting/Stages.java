package dev.parallelmcp.core.waiting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Stages whose failure is what was thrown, where {@code CompletableFuture.supplyAsync} would wrap it. */
public final class Stages {

    private Stages() {}

    /** Has {@code work} done by {@code executor}, unless the stage is cancelled before. What the executor throws comes through. */
    public static <R> CompletionStage<R> supply(Supplier<? extends R> work, Executor executor) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        executor.execute(() -> complete(answer, work));
        return answer;
    }

    /** Does {@code work} here, unless the future is complete. */
    static <R> void complete(CompletableFuture<R> answer, Supplier<? extends R> work) {
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(work.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
