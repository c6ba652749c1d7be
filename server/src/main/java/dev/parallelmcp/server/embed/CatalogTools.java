package dev.parallelmcp.server.embed;

import dev.parallelmcp.core.waiting.Caller;
import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.server.mcp.CallContext;
import dev.parallelmcp.server.mcp.Lazy;
import dev.parallelmcp.server.mcp.ToolHandler;
import dev.parallelmcp.server.mcp.ToolReply;
import dev.parallelmcp.server.tool.ToolInvoker;
import dev.parallelmcp.server.tool.ToolOutcome;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The chosen tools of the catalogue for the protocol: the one place where the two meet. */
final class CatalogTools implements ToolHandler {

    private final ToolSelection selection;
    private final Lazy<ToolInvoker> invoker;

    CatalogTools(ToolSelection selection, Lazy<ToolInvoker> invoker) {
        this.selection = selection;
        this.invoker = invoker;
    }

    @Override
    public List<ToolSpec> tools() {
        return selection.tools();
    }

    @Override
    public Turn turn(String tool) {
        return switch (invoker.get().effect(tool)) {
            case READ -> Turn.AFTER_CHANGES;
            case CHANGE -> Turn.IN_LINE;
            case STEPS -> Turn.ALONE;
        };
    }

    @Override
    public CompletionStage<ToolReply> call(String tool, String arguments, CallContext context) {
        return invoker.get().call(tool, arguments, new ConnectedCaller(context)).thenApply(CatalogTools::reply);
    }

    @Override
    public void prepare() {
        invoker.prepare();
    }

    @Override
    public ToolReply refuse(Refusal reason) {
        return reply(
                switch (reason) {
                    case TOO_MANY_CALLS -> invoker.get().tooManyCalls();
                    case STOPPING -> invoker.get().stopping();
                    case OUTCOME_UNKNOWN -> invoker.get().outcomeUnknown();
                });
    }

    private static ToolReply reply(ToolOutcome outcome) {
        return new ToolReply(outcome.text(), outcome.json(), outcome.isError(), outcome.undo());
    }

    /** The protocol's side of a call as the tools see it. */
    private record ConnectedCaller(CallContext context) implements Caller {

        @Override
        public Executor executor() {
            return context.executor();
        }

        @Override
        public Executor reads() {
            return context.reads();
        }

        @Override
        public boolean mayTakeEffect() {
            return context.mayTakeEffect();
        }

        @Override
        public boolean startWaiting() {
            return context.startWaiting();
        }

        @Override
        public CompletionStage<Void> cutShort() {
            return context.cutShort();
        }

        @Override
        public void progress(int done, int total) {
            context.progress(done, OptionalDouble.of(total), Optional.empty());
        }
    }
}
