package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.engine.Completions;
import dev.parallelmcp.core.engine.Operations;
import dev.parallelmcp.core.engine.Orchestrator;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.request.ClaimNextTaskRequest;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.EnqueueTaskRequest;
import dev.parallelmcp.core.model.request.FailTaskRequest;
import dev.parallelmcp.core.model.result.Suggestions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suggested to somebody who has typed the beginning of an id or a kind. */
public abstract class CompletionContract extends StoreContract {

    private static final Suggestions NOTHING = new Suggestions(List.of(), false);

    private Completions completions() {
        return orchestrator.completions();
    }

    private static void run(Operations on, String id, String namespace) {
        on.createRun(CreateRunRequest.builder().id(id).namespace(namespace).build());
    }

    private static void task(Operations on, String runId, String id, String kind) {
        on.enqueueTask(
                EnqueueTaskRequest.builder(runId, kind).id(id).maxAttempts(1).build());
    }

    private void die(String kind) {
        orchestrator.failTask(FailTaskRequest.builder(
                        orchestrator
                                .claimNextTask(ClaimNextTaskRequest.builder("w")
                                        .kinds(List.of(kind))
                                        .build())
                                .claim()
                                .orElseThrow()
                                .lease(),
                        "died")
                .retryable()
                .build());
    }

    private static Suggestions all(String... values) {
        return new Suggestions(List.of(values), false);
    }

    @Test
    void idsWithThePrefixAreSuggestedAndNoOthers() {
        for (String id : List.of("a", "ab", "ab.1", "ab_", "abc", "abz", "ac", "Ab", "b")) {
            run(orchestrator, id, "n");
            task(orchestrator, id, "t-" + id, "k");
        }
        assertThat(completions().runIds("ab")).isEqualTo(all("abz", "abc", "ab_", "ab.1", "ab"));
        assertThat(completions().runIds("abc")).isEqualTo(all("abc"));
        assertThat(completions().runIds("abcd")).isEqualTo(NOTHING);
        assertThat(completions().taskIds("t-ab")).isEqualTo(all("t-abz", "t-abc", "t-ab_", "t-ab.1", "t-ab"));
        assertThat(completions().taskIds("ab")).isEqualTo(NOTHING);
        assertThat(completions().runIds("").values()).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ü", "a%", "_", "'", "\0", "\ud800", "\u007f", "😀"})
    void whatNoIdBeginsWithFindsNothing(String prefix) {
        run(orchestrator, "a", "n");
        task(orchestrator, "a", "b", "k");
        assertThat(completions().runIds(prefix)).isEqualTo(NOTHING);
        assertThat(completions().taskIds(prefix)).isEqualTo(NOTHING);
        assertThat(completions().queuedKinds(prefix)).isEqualTo(NOTHING);
        assertThat(completions().deadKinds(prefix)).isEqualTo(NOTHING);
    }

    @Test
    void ofManyTheLastAreSuggestedAndThatThereAreMore() {
        orchestrator.transaction(on -> {
            for (int i = 0; i <= Limits.MAX_SUGGESTIONS; i++) {
                run(on, "r" + (1_000 + i), "n");
                task(on, "r1000", "t" + (1_000 + i), "kind " + (1_000 + i));
            }
            return true;
        });
        for (Suggestions found :
                List.of(completions().runIds("r"), completions().taskIds("t1"))) {
            assertThat(found.values()).hasSize(Limits.MAX_SUGGESTIONS);
            assertThat(found.values().get(0)).endsWith("1100");
            assertThat(found.more()).isTrue();
        }
        Suggestions kinds = completions().queuedKinds("kind");
        assertThat(kinds.values())
                .hasSize(Limits.MAX_SUGGESTIONS)
                .startsWith("kind 1000", "kind 1001")
                .doesNotContain("kind 1100");
        assertThat(kinds.more()).isTrue();
        assertThat(completions().runIds("r110")).isEqualTo(all("r1100"));
        assertThat(completions().queuedKinds("kind 110")).isEqualTo(all("kind 1100"));
    }

    @Test
    void kindsAreSuggestedOnceEachAndOnlyWhileSomethingOfThemIsThere() {
        run(orchestrator, "r", "n");
        for (int i = 0; i < 5; i++) {
            task(orchestrator, "r", "build" + i, "build");
            task(orchestrator, "r", "test" + i, "test é");
        }
        task(orchestrator, "r", "bake", "bake");
        assertThat(completions().queuedKinds("")).isEqualTo(all("bake", "build", "test é"));
        assertThat(completions().queuedKinds("b")).isEqualTo(all("bake", "build"));
        assertThat(completions().queuedKinds("test é")).isEqualTo(all("test é"));
        assertThat(completions().deadKinds("")).isEqualTo(NOTHING);

        die("bake");
        die("build");
        die("build");

        assertThat(completions().queuedKinds("b")).isEqualTo(all("build"));
        assertThat(completions().deadKinds("")).isEqualTo(all("bake", "build"));
        assertThat(completions().deadKinds("ba")).isEqualTo(all("bake"));
    }

    @Test
    void whoSeesOneNamespaceIsSuggestedNothingOfOthers() {
        for (String namespace : List.of("own", "foreign")) {
            run(orchestrator, "r-" + namespace, namespace);
            task(orchestrator, "r-" + namespace, "t-" + namespace, "k-" + namespace);
            task(orchestrator, "r-" + namespace, "d-" + namespace, "k-dead-" + namespace);
            die("k-dead-" + namespace);
        }
        try (Orchestrator pinned =
                Orchestrator.builder(open(clock)).namespace("own").build()) {
            assertThat(pinned.completions().runIds("")).isEqualTo(all("r-own"));
            assertThat(pinned.completions().runIds("r-f")).isEqualTo(NOTHING);
            assertThat(pinned.completions().taskIds("")).isEqualTo(all("t-own", "d-own"));
            assertThat(pinned.completions().taskIds("t-f")).isEqualTo(NOTHING);
            assertThat(pinned.completions().queuedKinds("")).isEqualTo(all("k-own"));
            assertThat(pinned.completions().queuedKinds("k-f")).isEqualTo(NOTHING);
            assertThat(pinned.completions().deadKinds("")).isEqualTo(all("k-dead-own"));
        }
        assertThat(completions().queuedKinds("")).isEqualTo(all("k-foreign", "k-own"));
    }

    @Test
    void lookingStopsAmongManyOfOthersAndSaysNothingOfThem() {
        orchestrator.transaction(on -> {
            run(on, "a-own", "own");
            for (int i = 0; i < Limits.MAX_IDS_EXAMINED; i++) {
                run(on, "b" + i, "foreign");
            }
            return true;
        });
        try (Orchestrator pinned =
                Orchestrator.builder(open(clock)).namespace("own").build()) {
            assertThat(pinned.completions().runIds("")).isEqualTo(NOTHING);
            assertThat(pinned.completions().runIds("a")).isEqualTo(all("a-own"));
        }
    }
}
