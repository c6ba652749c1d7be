package dev.parallelmcp.server.mcp;

import dev.parallelmcp.schema.ToolSpec;
import dev.parallelmcp.server.mcp.ToolHandler.Refusal;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests in and has each handled when it is its turn; what cannot be handled is refused. For the thread that
 * reads, but for {@link #giveUp}.
 */
final class Dispatcher {

    /** No URI of a resource is longer. */
    private static final int MAX_REPEATED_CHARACTERS = 1_000;

    private final OpenCalls calls;
    private final Replies replies;
    private final ProtocolJson json;
    private final ToolHandler handler;
    private final Set<String> toolNames;
    private final Methods methods;
    private final Supplier<Session> session;
    private final Turns turns;

    /** @param session what calls of tools are handed to */
    Dispatcher(
            OpenCalls calls,
            Replies replies,
            ProtocolJson json,
            Methods methods,
            Supplier<Session> session,
            Executor workers) {
        this.calls = calls;
        this.replies = replies;
        this.json = json;
        this.handler = methods.tools();
        this.methods = methods;
        this.session = session;
        this.toolNames = handler.tools().stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet());
        this.turns = new Turns(workers);
    }

    /** Has a request handled. */
    void dispatch(Incoming.Call call, ResultForm form) {
        if (call.callsTool()) {
            dispatchTool(call, form);
        } else if (isGiven(call.params().get("cursor"))) {
            // A list of ours is one page, so no client can have been given a cursor.
            replies.error(call.id(), RpcError.INVALID_PARAMS, "Unknown cursor: " + call.method() + " has one page");
        } else {
            methods.find(call.method())
                    .ifPresentOrElse(
                            method -> open(
                                    call,
                                    form,
                                    open -> turns.take(open, methods.turn(call.method()), () -> run(open, method))),
                            () -> open(
                                    call, form, open -> turns.takeNone(() -> run(open, fields -> methods.toolList()))));
        }
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.equals("null");
    }

    private void dispatchTool(Incoming.Call call, ResultForm form) {
        ToolCall toolCall = ToolCall.of(call.params());
        if (toolCall == null) {
            replies.error(
                    call.id(), RpcError.INVALID_PARAMS, "tools/call takes name, a string, and arguments, an object");
        } else if (!toolNames.contains(toolCall.tool())) {
            // The SDK's own message does not name the tool.
            replies.error(call.id(), RpcError.INVALID_PARAMS, "Unknown tool: " + toolCall.tool());
        } else {
            open(call, form, open -> turns.take(open, handler.turn(toolCall.tool()), () -> runTool(open)));
        }
    }

    /** Takes a greeting in and has it used. */
    void greet(Incoming.Call call, ResultForm form, Consumer<OpenCall> use) {
        open(call, form, open -> {
            turns.greet(open);
            use.accept(open);
        });
    }

    /** Takes a request in and has it used; refuses it when there is no place for it. */
    private void open(Incoming.Call call, ResultForm form, Consumer<OpenCall> use) {
        calls.open(call, form).ifPresentOrElse(use, () -> refuseToOpen(call, form));
    }

    private void runTool(OpenCall call) {
        if (call.replyTaken()) {
            replies.skip(call);
            return;
        }
        try {
            session.get().handle(call);
        } catch (Throwable e) {
            // Even what should never be caught: without this the client would wait for ever.
            replies.failed(call, e);
        }
    }

    private void run(OpenCall call, Method method) {
        if (call.replyTaken()) {
            replies.skip(call);
            return;
        }
        try {
            replies.answered(call, method.answer(RequestFields.of(call.call())));
        } catch (RefusedException e) {
            refuse(call, e);
        } catch (Throwable e) {
            // As above.
            replies.failed(call, e);
        }
    }

    private void refuse(OpenCall call, RefusedException refusal) {
        int code = switch (refusal.reason()) {
            case NOT_FOUND -> call.form().resourceNotFound();
            case INVALID -> RpcError.INVALID_PARAMS;
            case UNAVAILABLE -> RpcError.UNAVAILABLE;
        };
        String uri = call.call().params().get("uri");
        if (uri != null && uri.startsWith("\"") && uri.length() <= MAX_REPEATED_CHARACTERS) {
            replies.refused(call, code, refusal.getMessage(), "{\"uri\":" + uri + "}");
        } else {
            replies.refused(call, code, refusal.getMessage());
        }
    }

    private void refuseToOpen(Incoming.Call call, ResultForm form) {
        boolean stopped = calls.stopped();
        if (call.callsTool()) {
            refuse(call, form, stopped ? Refusal.STOPPING : Refusal.TOO_MANY_CALLS);
        } else {
            replies.error(
                    call.id(),
                    RpcError.UNAVAILABLE,
                    stopped ? "the server is ending" : "too many requests in progress; try again later");
        }
    }

    /** Answers a call whose end is not waited for. */
    void giveUp(OpenCall call) {
        Refusal reason = call.withdraw() ? Refusal.STOPPING : Refusal.OUTCOME_UNKNOWN;
        if (call.call().callsTool()) {
            refuse(call.call(), call.form(), reason);
        } else {
            replies.error(call.call().id(), RpcError.UNAVAILABLE, "the server is ending");
        }
    }

    private void refuse(Incoming.Call call, ResultForm form, Refusal reason) {
        String result = json.write(SdkTool.result(handler.refuse(reason)));
        replies.result(call.id(), form.of(call.method(), result));
    }
}
