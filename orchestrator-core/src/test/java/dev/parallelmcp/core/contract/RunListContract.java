package dev.parallelmcp.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallelmcp.core.error.ErrorCode;
import dev.parallelmcp.core.model.Json;
import dev.parallelmcp.core.model.Limits;
import dev.parallelmcp.core.model.PauseStatus;
import dev.parallelmcp.core.model.Run;
import dev.parallelmcp.core.model.RunOrder;
import dev.parallelmcp.core.model.RunStatus;
import dev.parallelmcp.core.model.SortDirection;
import dev.parallelmcp.core.model.request.CreateRunRequest;
import dev.parallelmcp.core.model.request.ListRunsRequest;
import dev.parallelmcp.core.model.result.RunPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** list_runs: filters, order and pages. */
public abstract class RunListContract extends ObservingContract {

    /** A little less than the largest payload, so that few runs fill a page. */
    private static final Json LARGE =
            Json.of("{\"text\":\"" + "x".repeat(Limits.DEFAULT_MAX_PAYLOAD_BYTES - 100) + "\"}");

    @Test
    void newestRunComesFirstUnlessAskedOtherwise() {
        Run first = later();
        Run second = later();
        Run third = later();
        assertThat(list(ListRunsRequest.builder())).containsExactly(third, second, first);
        assertThat(list(ListRunsRequest.builder().orderDir(SortDirection.ASC))).containsExactly(first, second, third);
        assertThat(list(ListRunsRequest.builder().orderBy(RunOrder.CREATED_AT).orderDir(SortDirection.DESC)))
                .containsExactly(third, second, first);
    }

    @Test
    void runsAreOrderedByTheirLastChangeWhenAsked() {
        Run first = later();
        Run second = later();
        Run third = later();
        clock.advanceMillis(1_000);
        enqueue(second, "a");
        assertThat(ids(ListRunsRequest.builder().orderBy(RunOrder.UPDATED_AT)))
                .containsExactly(second.id(), third.id(), first.id());
        assertThat(ids(ListRunsRequest.builder().orderBy(RunOrder.UPDATED_AT).orderDir(SortDirection.ASC)))
                .containsExactly(first.id(), third.id(), second.id());
    }

    @ParameterizedTest
    @EnumSource
    void runsOfOneInstantAreListedByTheirCreation(RunOrder order) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            // Ids whose own order is another than that of their creation.
            created.add(createRun(CreateRunRequest.builder().id("run-" + i * 7 % 12))
                    .id());
        }
        assertThat(ids(ListRunsRequest.builder().orderBy(order).orderDir(SortDirection.ASC)))
                .isEqualTo(created);
        Collections.reverse(created);
        assertThat(ids(ListRunsRequest.builder().orderBy(order).orderDir(SortDirection.DESC)))
                .isEqualTo(created);
    }

    @ParameterizedTest
    @EnumSource
    void pagesOfRunsOfOneInstantShowEachRunOnce(SortDirection direction) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            created.add(createRun().id());
        }
        List<String> whole = ids(ListRunsRequest.builder().orderDir(direction));
        assertThat(whole).containsExactlyInAnyOrderElementsOf(created);
        List<String> paged = new ArrayList<>();
        Optional<Integer> offset = Optional.of(0);
        while (offset.isPresent()) {
            RunPage page = orchestrator.listRuns(ListRunsRequest.builder()
                    .orderDir(direction)
                    .limit(3)
                    .offset(offset.get())
                    .build());
            page.runs().forEach(run -> paged.add(run.id()));
            offset = page.nextOffset();
        }
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void runsAreFilteredByNamespaceStatusAndExternalId() {
        Run pending = createRun(CreateRunRequest.builder().externalId("x"));
        Run active = createRun(CreateRunRequest.builder().externalId("x"));
        enqueue(active, "a");
        Run elsewhere = createRun(CreateRunRequest.builder().namespace("team").externalId("x"));
        Run nameless = createRun(CreateRunRequest.builder().namespace("team"));
        assertThat(ids(ListRunsRequest.builder().namespace("team")))
                .containsExactlyInAnyOrder(elsewhere.id(), nameless.id());
        assertThat(ids(ListRunsRequest.builder().namespace("default")))
                .containsExactlyInAnyOrder(pending.id(), active.id());
        assertThat(ids(ListRunsRequest.builder().externalId("x")))
                .containsExactlyInAnyOrder(pending.id(), active.id(), elsewhere.id());
        assertThat(ids(ListRunsRequest.builder().statuses(List.of(RunStatus.ACTIVE))))
                .containsExactly(active.id());
        assertThat(ids(ListRunsRequest.builder()
                        .namespace("default")
                        .externalId("x")
                        .statuses(List.of(RunStatus.PENDING))))
                .containsExactly(pending.id());
        assertThat(ids(ListRunsRequest.builder()
                        .namespace("team")
                        .externalId("x")
                        .statuses(List.of(RunStatus.ACTIVE))))
                .isEmpty();
        assertThat(ids(ListRunsRequest.builder().namespace("nobody"))).isEmpty();
        assertThat(ids(ListRunsRequest.builder())).hasSize(4);
    }

    @Test
    void runsAreFoundByEachStatusAndBySeveral() {
        Run pending = later();
        Run active = later();
        enqueue(active, "a");
        claim();
        Run waiting = later();
        enqueue(waiting, "a");
        pause(claim(), PauseStatus.BLOCKED);
        Run completed = later();
        enqueue(completed, "a");
        complete(claim());
        Run failed = later();
        enqueue(failed, "a");
        fail(claim());
        Run cancelled = cancel(later());
        List<Run> runs = List.of(pending, active, waiting, completed, failed, cancelled);
        List<RunStatus> statuses = List.of(RunStatus.values());
        for (int i = 0; i < statuses.size(); i++) {
            assertThat(ids(ListRunsRequest.builder().statuses(List.of(statuses.get(i)))))
                    .containsExactly(runs.get(i).id());
        }
        assertThat(ids(ListRunsRequest.builder()
                        .statuses(List.of(RunStatus.PENDING, RunStatus.FAILED, RunStatus.WAITING, RunStatus.FAILED))))
                .containsExactly(failed.id(), waiting.id(), pending.id());
    }

    @Test
    void updatedAfterAndBeforeLeaveTheirInstantsOut() {
        Run first = later();
        Instant early = clock.instant();
        Run second = later();
        Instant middle = clock.instant();
        Run third = later();
        Instant late = clock.instant();
        assertThat(list(ListRunsRequest.builder().updatedAfter(early))).containsExactly(third, second);
        assertThat(list(ListRunsRequest.builder().updatedBefore(late))).containsExactly(second, first);
        assertThat(list(ListRunsRequest.builder().updatedAfter(early).updatedBefore(late)))
                .containsExactly(second);
        assertThat(list(ListRunsRequest.builder().updatedAfter(middle).updatedBefore(middle)))
                .isEmpty();
        assertThat(list(ListRunsRequest.builder()
                        .updatedAfter(middle.minusMillis(1))
                        .updatedBefore(middle.plusMillis(1))))
                .containsExactly(second);
        assertThat(list(ListRunsRequest.builder().updatedAfter(late))).isEmpty();
    }

    @Test
    void updatedAfterSeesTheLastChangeAndNotTheCreation() {
        Run changed = later();
        Run untouched = later();
        Instant before = clock.instant();
        clock.advanceMillis(1_000);
        enqueue(changed, "a");
        assertThat(ids(ListRunsRequest.builder().updatedAfter(before))).containsExactly(changed.id());
        assertThat(ids(ListRunsRequest.builder().updatedBefore(before.plusMillis(1))))
                .containsExactly(untouched.id());
    }

    @Test
    void pageSaysWhereTheNextBegins() {
        for (int i = 0; i < 5; i++) {
            later();
        }
        RunPage first = page(2, 0);
        assertThat(first.runs()).hasSize(2);
        assertThat(first.nextOffset()).contains(2);
        assertThat(first.truncated()).isFalse();
        RunPage last = page(2, 4);
        assertThat(last.runs()).hasSize(1);
        assertThat(last.nextOffset()).isEmpty();
        assertThat(page(50, 0).nextOffset()).isEmpty();
        assertThat(page(50, 5).runs()).isEmpty();
        assertThat(page(50, 5).nextOffset()).isEmpty();
    }

    @Test
    void pageHoldsFiftyRunsUnlessAskedOtherwise() {
        orchestrator.transaction(operations -> {
            for (int i = 0; i < 51; i++) {
                operations.createRun(CreateRunRequest.builder().build());
            }
            return operations;
        });
        RunPage page = orchestrator.listRuns(ListRunsRequest.builder().build());
        assertThat(page.runs()).hasSize(50);
        assertThat(page.nextOffset()).contains(50);
        assertThat(page(1_000, 0).runs()).hasSize(51);
    }

    @Test
    void pageThatGrowsTooLargeEndsEarlyAndGoesOn() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            created.add(createRun(CreateRunRequest.builder().metadata(LARGE)).id());
        }
        RunPage first = ascending(0);
        assertThat(first.truncated()).isTrue();
        assertThat(first.runs()).hasSizeBetween(1, 5);
        int next = first.nextOffset().orElseThrow();
        assertThat(next).isEqualTo(first.runs().size());
        RunPage second = ascending(next);
        assertThat(second.truncated()).isFalse();
        assertThat(second.nextOffset()).isEmpty();
        List<String> seen = new ArrayList<>();
        first.runs().forEach(run -> seen.add(run.id()));
        second.runs().forEach(run -> seen.add(run.id()));
        assertThat(seen).isEqualTo(created);
    }

    @Test
    void pageOutOfBoundsIsRefused() {
        assertThat(refused(() -> page(0, 0)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused(() -> page(1_001, 0)).message()).contains("limit", "1001", "1000");
        assertThat(refused(() -> page(1, -1)).message()).contains("offset", "-1");
        assertThat(refused(() -> page(1, 10_001)).message()).contains("offset", "10001", "10000");
    }

    private Run later() {
        clock.advanceMillis(1_000);
        return createRun();
    }

    private RunPage page(int limit, int offset) {
        return orchestrator.listRuns(
                ListRunsRequest.builder().limit(limit).offset(offset).build());
    }

    private RunPage ascending(int offset) {
        return orchestrator.listRuns(ListRunsRequest.builder()
                .orderDir(SortDirection.ASC)
                .offset(offset)
                .build());
    }

    private List<Run> list(ListRunsRequest.Builder request) {
        return orchestrator.listRuns(request.build()).runs();
    }

    private List<String> ids(ListRunsRequest.Builder request) {
        return list(request).stream().map(Run::id).toList();
    }
}
