package dev.parallelmcp.server.resource;

import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.error.OrchestratorException;
import dev.parallelmcp.core.model.Event;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.result.Suggestions;
import dev.parallelmcp.server.mcp.Completion;
import dev.parallelmcp.server.mcp.RefusedException;
import dev.parallelmcp.server.mcp.RefusedException.Reason;
import dev.parallelmcp.server.mcp.ResourceHandler;
import dev.parallelmcp.server.tool.ToolInvoker;
import dev.parallelmcp.server.tool.ToolOutcome;
import dev.parallelmcp.server.tool.ToolSelection;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The records of an orchestrator as resources, as far as the tools are offered that answer the same. */
public final class Records implements ResourceHandler {

    /** How many runs are listed. Who wants others has list_runs, with filters and pages. */
    static final int LISTED_RUNS = 50;

    private static final String LISTING_TOOL = "list_runs";

    private final Orchestrator orchestrator;
    private final Supplier<ToolInvoker> tools;
    private final ToolSelection selection;

    /** @param tools to be asked for what is read */
    public Records(Orchestrator orchestrator, Supplier<ToolInvoker> tools, ToolSelection selection) {
        this.orchestrator = orchestrator;
        this.tools = tools;
        this.selection = selection;
    }

    @Override
    public List<Template> templates() {
        return offered()
                .filter(kind -> !kind.single())
                .map(kind -> new Template(kind.uriTemplate(), kind.scheme(), kind.title(), kind.description()))
                .toList();
    }

    private Stream<RecordKind> offered() {
        return Arrays.stream(RecordKind.values())
                .filter(kind -> selection.names().contains(kind.tool()));
    }

    @Override
    public List<Resource> resources() {
        Stream<Resource> single = offered()
                .filter(RecordKind::single)
                .map(kind -> new Resource(kind.uriTemplate(), kind.scheme(), kind.title(), kind.description()));
        return Stream.concat(single, latestRuns()).toList();
    }

    private Stream<Resource> latestRuns() {
        if (!selection.names().containsAll(List.of(LISTING_TOOL, RecordKind.RUN.tool()))) {
            return Stream.empty();
        }
        ListRunsRequest latest = ListRunsRequest.builder()
                .orderBy(RunOrder.UPDATED_AT)
                .limit(LISTED_RUNS)
                .build();
        try {
            return orchestrator.listRuns(latest).runs().stream().map(Records::listed);
        } catch (OrchestratorException e) {
            throw refusal(e.code(), e.message());
        }
    }

    private static Resource listed(Run run) {
        return new Resource(
                new RecordUri(RecordKind.RUN, run.id()).text(),
                run.id(),
                run.externalId().map(id -> "Run " + run.id() + " (" + id + ")").orElse("Run " + run.id()),
                "A run that is " + run.status().wireName());
    }

    @Override
    public String read(String uri) {
        RecordUri asked = RecordUri.parse(uri);
        RecordKind kind = asked.kind();
        if (offered().noneMatch(kind::equals)) {
            throw RefusedException.notFound("Resource not found: this server does not offer " + kind.uriTemplate());
        }
        ToolOutcome outcome = tools.get().read(kind.tool(), kind.arguments(asked.id()));
        outcome.failure().ifPresent(failure -> {
            throw refusal(failure.code(), failure.message());
        });
        return outcome.json();
    }

    @Override
    public Watch watch(Executor executor, Consumer<String> changed) {
        return new RecordWatch(this, listener -> follow(executor, listener), changed);
    }

    private ChangeFollower follow(Executor executor, Consumer<List<Event>> listener) {
        try {
            return ChangeFollower.start(orchestrator, executor, listener);
        } catch (OrchestratorException e) {
            throw refusal(e.code(), e.message());
        }
    }

    private static RuntimeException refusal(ErrorCode code, String message) {
        return switch (code) {
            case RECORD_NOT_FOUND -> RefusedException.notFound("Resource not found: " + message);
            case INVALID_ARGUMENT -> RefusedException.invalid(message);
            case INTERNAL -> new IllegalStateException("a read failed");
            default -> new RefusedException(Reason.UNAVAILABLE, code + ": " + message);
        };
    }

    @Override
    public Completion complete(String template, String variable, String given) {
        RecordKind kind = offered()
                .filter(one -> !one.single() && one.uriTemplate().equals(template))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid("ref: there is no resource template " + template));
        if (!variable.equals(kind.variable())) {
            throw RefusedException.invalid(
                    "argument: " + template + " has the variable " + kind.variable() + ", not " + variable);
        }
        try {
            Suggestions found = kind.ids(orchestrator.completions(), given);
            return new Completion(found.values(), found.more());
        } catch (OrchestratorException e) {
            throw refusal(e.code(), e.message());
        }
    }
}
