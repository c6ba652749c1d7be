package dev.parallelmcp.core.waiting;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * The thread of a blocking call, which does for itself what has to be done while it waits. When it is interrupted the
 * waiting ends as if its time were over, and the thread finds its interruption when the call has returned.
 */
public final class CallerThread {

    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> cutShort = new CompletableFuture<>();

    private CallerThread() {}

    /** Makes the call and waits for its answer; what fails the stage is thrown. */
    public static <R> R await(Function<? super Caller, ? extends CompletionStage<R>> call) {
        CallerThread thread = new CallerThread();
        return thread.await(call.apply(new PlainCaller(thread.work::add, thread.cutShort)));
    }

    private <R> R await(CompletionStage<R> stage) {
        CompletableFuture<R> answer = stage.toCompletableFuture();
        stage.whenComplete((result, failure) -> work.add(() -> {}));
        boolean interrupted = false;
        while (!answer.isDone()) {
            try {
                work.take().run();
            } catch (InterruptedException e) {
                interrupted = true;
                cutShort.complete(null);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome(answer);
    }

    private static <R> R outcome(CompletableFuture<R> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
