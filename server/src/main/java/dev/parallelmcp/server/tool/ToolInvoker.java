package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.core.waiting.WithdrawnException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls tools by name. Whatever goes wrong becomes an error that its caller can act upon; nothing is thrown for
 * arguments or for what an operation refuses. Safe for use by many threads.
 */
public final class ToolInvoker {

    private static final Logger LOG = LoggerFactory.getLogger(ToolInvoker.class);

    private final Orchestrator orchestrator;
    private final ToolRegistry registry;
    private final RequestBinder binder = new RequestBinder();
    private final ResultWriter writer = new ResultWriter();
    private final ToolErrors errors;
    private final ArgumentExplainer explainer;
    private final UnsentAnswers unsent;
    private final Set<String> offered;

    /**
     * @param selection the tools that can be called; to callers there are no others
     * @throws IllegalStateException when the catalogue has other tools than this program
     */
    public ToolInvoker(Orchestrator orchestrator, ToolSelection selection) {
        ToolCatalog catalog = ToolCatalog.load();
        this.orchestrator = orchestrator;
        this.registry = new ToolRegistry(catalog.names());
        this.errors = new ToolErrors(writer, selection);
        this.explainer = new ArgumentExplainer(catalog);
        this.unsent = new UnsentAnswers(orchestrator);
        this.offered = Set.copyOf(selection.names());
    }

    /** What a call of this tool does. */
    public ToolEffect effect(String name) {
        return find(name).effect();
    }

    /**
     * Runs a tool. A {@link ToolEffect#CHANGE} is queued before this returns, in the order of the calls of one thread; the
     * rest of it, and all that may take long, is for the caller's executor. Other tools run on the calling thread, which
     * they may block, but not for waiting. A change that the caller does not want any more when it would begin has no
     * effect.
     *
     * @param arguments the text of a JSON object
     * @throws IllegalArgumentException when there is no such tool
     */
    public CompletionStage<ToolOutcome> call(String name, String arguments, Caller caller) {
        ToolBinding<?> tool = find(name);
        return begin(tool, arguments, caller).exceptionally(failure -> outcome(tool, failure));
    }

    /**
     * Runs a tool that only reads, on the calling thread.
     *
     * @param arguments the text of a JSON object
     * @throws IllegalArgumentException when there is no such tool, or it does not only read
     */
    public ToolOutcome read(String name, String arguments) {
        if (effect(name) != ToolEffect.READ) {
            throw new IllegalArgumentException(name + " does not only read");
        }
        return call(name, arguments, Caller.on(Runnable::run))
                .toCompletableFuture()
                .join();
    }

    private ToolBinding<?> find(String name) {
        return registry.find(name)
                .filter(tool -> offered.contains(name))
                .orElseThrow(() -> new IllegalArgumentException("no tool has the name " + name));
    }

    private CompletionStage<ToolOutcome> begin(ToolBinding<?> tool, String arguments, Caller caller) {
        Executor rest = tool.effect() == ToolEffect.CHANGE ? caller.executor() : Runnable::run;
        Record request;
        try {
            request = binder.bind(tool.request(), arguments);
        } catch (JsonProcessingException e) {
            // The first explanation takes long: it loads the schemas.
            return CompletableFuture.supplyAsync(
                    () -> errors.invalidArguments(explainer.explain(tool.name(), arguments, e)), rest);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
        List<String> problems = IdFields.problems(request);
        if (!problems.isEmpty()) {
            return CompletableFuture.completedStage(errors.invalidArguments(Shortened.problems(problems)));
        }
        return tool.perform(orchestrator, request, caller)
                .thenCompose(answer -> outcome(answer, unsent.undo(answer, caller.executor())));
    }

    private CompletionStage<ToolOutcome> outcome(Record answer, Supplier<CompletionStage<?>> undo) {
        try {
            return CompletableFuture.completedStage(ToolOutcome.result(writer.write(errors.told(answer)), undo));
        } catch (RuntimeException | Error e) {
            // Nobody will ever read this answer, also when it was too large for the memory.
            return undo.get().handle((done, failure) -> {
                throw e;
            });
        }
    }

    /** What a call that broke off answers; an error of the machine is no answer. */
    private ToolOutcome outcome(ToolBinding<?> tool, Throwable failure) {
        Throwable cause =
                Objects.requireNonNullElse(failure instanceof CompletionException ? failure.getCause() : null, failure);
        if (cause instanceof Error e) {
            throw e;
        }
        if (cause instanceof OrchestratorException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                log(tool, e);
            }
            return errors.of(e);
        }
        if (cause instanceof WithdrawnException) {
            return stopping();
        }
        log(tool, cause);
        return errors.unexpected();
    }

    /** The answer to a call that was not begun because too many are in progress. */
    public ToolOutcome tooManyCalls() {
        return errors.of(OrchestratorException.builder(
                        ErrorCode.LIMIT_EXCEEDED, "too many calls are in progress; this one was not begun")
                .retryAfterMs(100)
                .build());
    }

    /** The answer to a call that the end of the server kept from having an effect. */
    public ToolOutcome stopping() {
        return errors.of(OrchestratorException.of(
                ErrorCode.STORE_BUSY, "the server is ending; the call had no effect and may be repeated"));
    }

    /** The answer to a call whose end was not waited for because the server ends. */
    public ToolOutcome outcomeUnknown() {
        return errors.of(OrchestratorException.of(
                ErrorCode.STORE_BUSY,
                "the server is ending and did not wait for the database; whether the call took effect is not known, so "
                        + "read the record before you repeat it"));
    }

    /** The messages of exceptions may quote payloads, so they are told only to those who ask for them. */
    private static void log(ToolBinding<?> tool, Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        LOG.error("{} failed: {} at {}", tool.name(), e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        LOG.debug("{} failed", tool.name(), e);
    }
}
