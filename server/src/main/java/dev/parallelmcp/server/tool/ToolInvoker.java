package dev.parallelmcp.server.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.schema.ToolCatalog;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls tools by name. Whatever goes wrong becomes an error that its caller can act upon; nothing is thrown for
 * arguments or for what an operation refuses. Safe for use by many threads.
 */
public final class ToolInvoker {

    private static final Logger LOG = LoggerFactory.getLogger(ToolInvoker.class);

    private final Operations operations;
    private final ToolRegistry registry;
    private final RequestBinder binder = new RequestBinder();
    private final ResultWriter writer = new ResultWriter();
    private final ToolErrors errors = new ToolErrors(writer);
    private final ArgumentExplainer explainer;

    /** @throws IllegalStateException when the catalogue has other tools than this program */
    public ToolInvoker(Operations operations, ToolCatalog catalog) {
        this.operations = operations;
        this.registry = new ToolRegistry(catalog.names());
        this.explainer = new ArgumentExplainer(catalog);
    }

    /**
     * Runs a tool.
     *
     * @param arguments the text of a JSON object
     * @throws IllegalArgumentException when there is no such tool
     */
    public ToolOutcome call(String name, String arguments) {
        ToolBinding<?> tool =
                registry.find(name).orElseThrow(() -> new IllegalArgumentException("no tool has the name " + name));
        try {
            return call(tool, arguments);
        } catch (OrchestratorException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                log(tool, e);
            }
            return errors.of(e);
        } catch (RuntimeException e) {
            log(tool, e);
            return errors.unexpected();
        }
    }

    /** The answer to a call that was not begun because too many are in progress. */
    public ToolOutcome tooManyCalls() {
        return errors.of(OrchestratorException.builder(
                        ErrorCode.LIMIT_EXCEEDED, "too many calls are in progress; this one was not begun")
                .retryAfterMs(100)
                .build());
    }

    /** The answer to a call whose end was not waited for because the server ends. */
    public ToolOutcome stopping() {
        return errors.of(OrchestratorException.of(
                ErrorCode.STORE_BUSY,
                "the server is ending and did not wait for the database; whether the call took effect is not known, so "
                        + "read the record before you repeat it"));
    }

    private ToolOutcome call(ToolBinding<?> tool, String arguments) {
        Record request;
        try {
            request = binder.bind(tool.request(), arguments);
        } catch (JsonProcessingException e) {
            return errors.invalidArguments(explainer.explain(tool.name(), arguments, e));
        }
        List<String> problems = IdFields.problems(request);
        return problems.isEmpty()
                ? ToolOutcome.result(writer.write(tool.apply(operations, request)))
                : errors.invalidArguments(String.join("; ", problems));
    }

    /** The messages of exceptions may quote payloads, so they are told only to those who ask for them. */
    private static void log(ToolBinding<?> tool, RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        LOG.error("{} failed: {} at {}", tool.name(), e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        LOG.debug("{} failed", tool.name(), e);
    }
}
