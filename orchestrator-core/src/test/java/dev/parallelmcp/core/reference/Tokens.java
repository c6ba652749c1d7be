package dev.parallelmcp.core.reference;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.request.ClaimRequest;
import dev.parallelmcp.core.model.request.CompleteTaskRequest;
import dev.parallelmcp.core.model.request.CompleteTasksRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.request.Mutation;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A call with a client token takes effect once; whoever repeats it hears of the same record as it is now. */
final class Tokens {

    private static final Set<String> NEVER_COMPARED =
            Set.of("clientToken", "waitMs", "leaseMs", "includeContext", "includeDependencyOutputs");
    private static final Set<String> HOLDER = Set.of("leaseId", "workerId");

    private final View view;

    Tokens(View view) {
        this.view = view;
    }

    /** What a call answers, and what a token is to remember of it: nothing, where nothing took effect. */
    record Effect<R>(R result, Optional<ModelRun> run, List<Object> answer) {

        static <R> Effect<R> none(R result) {
            return new Effect<>(result, Optional.empty(), List.of());
        }

        static <R> Effect<R> on(ModelRun run, R result, List<?> answer) {
            return new Effect<>(result, Optional.of(run), List.copyOf(answer));
        }
    }

    <R> R once(String operation, Mutation request, Supplier<Effect<R>> apply, Function<List<Object>, R> replay) {
        if (request.clientToken().isEmpty()) {
            return apply.get().result();
        }
        String token = request.clientToken().get();
        Object arguments = arguments(request, holderMatters(request) ? Set.of() : HOLDER);
        List<TokenUse> uses = usesOf(token, request);
        for (TokenUse use : uses) {
            if (use.operation().equals(operation) && use.arguments().equals(arguments)) {
                return replay.apply(use.answer());
            }
        }
        if (!uses.isEmpty()) {
            throw ReferenceModel.refusal(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        Effect<R> effect = apply.get();
        effect.run()
                .ifPresent(run -> view.model()
                        .tokens
                        .add(new TokenUse(token, run.namespace, operation, arguments, run.id, effect.answer())));
        return effect.result();
    }

    /** Tokens are unique within a namespace; a call that names none is about all that its caller sees. */
    private List<TokenUse> usesOf(String token, Mutation request) {
        Optional<String> namespace = view.narrow(named(request));
        return view.model().tokens.stream()
                .filter(use -> use.token().equals(token))
                .filter(use -> namespace.stream().allMatch(use.namespace()::equals))
                .sorted(Comparator.comparing(TokenUse::namespace))
                .toList();
    }

    private Optional<String> named(Mutation request) {
        if (request instanceof CreateRunRequest create) {
            return Optional.of(view.narrow(create.namespace()).orElse("default"));
        }
        return request instanceof ClaimRequest claim ? claim.namespace() : Optional.empty();
    }

    private static boolean holderMatters(Mutation request) {
        return !(request instanceof CompleteTaskRequest
                || request instanceof CompleteTasksRequest
                || request instanceof FailTaskRequest);
    }

    private static Object arguments(Object value, Set<String> alsoLeftOut) {
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> arguments(present, alsoLeftOut));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> arguments(item, alsoLeftOut)).toList();
        }
        if (value instanceof Json json) {
            return Optional.ofNullable(JsonValues.of(json));
        }
        return value instanceof Record record ? argumentsOf(record, alsoLeftOut) : value;
    }

    private static Map<String, Object> argumentsOf(Record request, Set<String> alsoLeftOut) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (RecordComponent component : request.getClass().getRecordComponents()) {
            String name = component.getName();
            if (!NEVER_COMPARED.contains(name) && !alsoLeftOut.contains(name)) {
                arguments.put(name, arguments(Records.read(component, request), alsoLeftOut));
            }
        }
        return arguments;
    }
}
