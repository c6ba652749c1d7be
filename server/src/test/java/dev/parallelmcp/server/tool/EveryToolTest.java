package dev.parallelmcp.server.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each tool works on a real database, and whatever it answers is as its schema says. */
class EveryToolTest {

    private final ToolsOnSqlite tools = new ToolsOnSqlite();

    @AfterEach
    void close() {
        tools.close();
    }

    @Test
    void everyToolSucceedsSomewhereInThisStory() {
        plan();
        workAndEnd();
        workInBatches();
        pauseAndResume();
        dieAndBeRequeued();
        look();
        endAndPrune();
        assertThat(tools.notCalled()).isEmpty();
    }

    private void plan() {
        tools.call(
                "create_run",
                "{'id':'r','namespace':'n','externalId':'e','metadata':{'a':1},'context':[1],'keepOpen':true}");
        tools.call(
                "enqueue_task",
                "{'runId':'r','kind':'k','id':'t1','key':'one','input':{'x':1},'metadata':{},'priority':5}");
        tools.call(
                "enqueue_task",
                "{'runId':'r','kind':'k','id':'t2','retry':{'delayMs':1000,'backoff':'exponential','jitter':0.5},"
                        + "'timeoutMs':60000,'dependsOnTaskIds':['t1'],'onDependencyFailure':'continue'}");
        tools.call("enqueue_task", "{'runId':'r','kind':'k','id':'t3','delayMs':60000,'maxAttempts':1}");
        tools.call(
                "enqueue_tasks",
                "{'runId':'r','tasks':[{'kind':'late','ref':'b','id':'t5','dependsOn':['a','t1'],'delayMs':3600000},"
                        + "{'kind':'late','ref':'a','id':'t4','input':null,'onDependencyFailure':'wait',"
                        + "'delayMs':3600000}]}");
        tools.call("append_context_snapshot", "{'runId':'r','id':'c','payload':null,'label':'by hand'}");
    }

    private void workAndEnd() {
        String holder = claim();
        tools.call("mark_task_running", "{" + holder + "}");
        tools.call("heartbeat_lease", "{" + holder + ",'leaseMs':90000}");
        JsonNode progress = tools.read("emit_task_output", "{" + holder + ",'type':'progress','value':{'done':0.5}}");
        assertThat(progress.toString()).isEqualTo("{\"sequence\":1}");
        tools.call("emit_task_output", "{" + holder + ",'type':'artifact','value':null,'name':'a.txt'}");
        tools.call("complete_task", "{" + holder + ",'output':[1,2],'metadata':{'m':1},'nextContext':{'n':1}}");
        tools.call("release_task", "{" + claim() + ",'reason':'not mine','delayMs':0}");
        tools.call("fail_task", "{" + claim() + ",'error':'broke','retryable':true}");
        assertThat(tools.read("claim_next_task", "{'workerId':'w'}")
                        .get("claim")
                        .isNull())
                .isTrue();
    }

    private void workInBatches() {
        tools.call(
                "enqueue_tasks",
                "{'runId':'r','tasks':[{'kind':'small','id':'s1'},{'kind':'small','id':'s2','dependsOn':['t1']}]}");
        JsonNode claims = tools.read(
                        "claim_tasks",
                        "{'workerId':'w','max':100,'kinds':['small'],'leaseMs':60000,'runId':'r','namespace':'n',"
                                + "'includeContext':true,'includeDependencyOutputs':true}")
                .get("claims");
        assertThat(claims).hasSize(2);
        assertThat(claims.at("/0/context").toString()).isEqualTo("{\"n\":1}");
        assertThat(claims.at("/1/dependencyOutputs").toString())
                .isEqualTo("[{\"taskId\":\"t1\",\"key\":\"one\",\"kind\":\"k\",\"status\":\"completed\","
                        + "\"output\":[1,2]}]");
        JsonNode results = tools.read(
                        "complete_tasks",
                        "{'workerId':'w','completions':[{'taskId':'s1','leaseId':'l'},{'taskId':'s2','leaseId':"
                                + claims.at("/1/lease/id") + ",'output':7,'metadata':{}},{'taskId':'s1','leaseId':"
                                + claims.at("/0/lease/id") + "}]}")
                .get("results");
        assertThat(results.at("/0/error/code").textValue()).isEqualTo("LEASE_CONFLICT");
        assertThat(results.at("/1/task/output").intValue()).isEqualTo(7);
        assertThat(results.at("/2/task/status").textValue()).isEqualTo("completed");
        assertThat(tools.read("claim_tasks", "{'workerId':'w','max':1}").toString())
                .startsWith("{\"claims\":[],\"retryAfterMs\":");
    }

    private void pauseAndResume() {
        tools.pass(Duration.ofSeconds(2));
        String holder = claim();
        tools.call(
                "pause_task",
                "{" + holder + ",'status':'waiting_input','reason':'which?','state':{'at':3},'resumeAfterMs':5000,"
                        + "'deadlineAt':'2026-01-31T12:00:00+01:00'}");
        tools.call("resume_task", "{'taskId':'t2','input':'this one'}");
        tools.call("fail_task", "{" + claim() + ",'error':'really','metadata':{'m':2}}");
    }

    private void dieAndBeRequeued() {
        tools.pass(Duration.ofMinutes(2));
        claim();
        tools.pass(Duration.ofMinutes(2));
        assertThat(tools.read("expire_leases", "{}").get("expiredTaskIds").toString())
                .isEqualTo("[\"t3\"]");
        assertThat(tools.read("run_maintenance", "{}")
                        .at("/counts/leases_expired")
                        .intValue())
                .isZero();
        assertThat(tools.read("list_dead_tasks", "{'detail':'full'}").get("tasks"))
                .hasSize(1);
        tools.call("requeue_dead_task", "{'taskId':'t3','reason':'again'}");
        tools.call("cancel_task", "{'taskId':'t3','reason':'not needed'}");
        assertThat(tools.read("rerun_run_from", "{'taskId':'t1','reason':'new data'}")
                        .get("resetTaskIds")
                        .toString())
                .isEqualTo("[\"t1\",\"t2\",\"t5\",\"s2\"]");
    }

    private void look() {
        tools.call("get_run", "{'runId':'r'}");
        tools.call("wait_for_run", "{'runId':'r','waitMs':1}");
        tools.call(
                "list_runs",
                "{'namespace':'n','statuses':['active'],'orderBy':'updated_at','orderDir':'asc','limit':1}");
        tools.call("get_task", "{'taskId':'t2','includeAttempts':true}");
        tools.call("list_run_tasks", "{'runId':'r','limit':2}");
        tools.call("list_run_tasks", "{'runId':'r','detail':'full'}");
        tools.call("list_pending_tasks", "{'detail':'full'}");
        JsonNode outputs = tools.read("list_task_output", "{'taskId':'t1','afterSeq':1,'limit':10}");
        assertThat(outputs.at("/outputs/0/name").textValue()).isEqualTo("a.txt");
        assertThat(outputs.at("/outputs/0/value").isNull()).isTrue();
        assertThat(outputs.at("/nextSeq").intValue()).isEqualTo(2);
        tools.call("list_run_events", "{'runId':'r','limit':1000}");
        tools.call("list_events_since", "{'afterId':3,'eventTypes':['task.claimed'],'limit':2,'waitMs':0}");
        tools.call("get_current_context_snapshot", "{'runId':'r'}");
        tools.call("get_context_snapshot", "{'snapshotId':'c'}");
        JsonNode stats = tools.read("get_stats", "{'namespace':'n'}");
        assertThat(stats.at("/ready").intValue()).isOne();
        assertThat(stats.at("/byKind/1/kind").textValue()).isEqualTo("late");
        assertThat(stats.at("/runsByStatus/active").intValue()).isOne();
    }

    private void endAndPrune() {
        tools.call("close_run", "{'runId':'r'}");
        tools.call("cancel_run", "{'runId':'r','reason':'enough'}");
        tools.pass(Duration.ofDays(2));
        JsonNode pruned = tools.read("prune_runs", "{'olderThan':'2026-02-01T00:00:00Z'}");
        assertThat(pruned.toString()).isEqualTo("{\"prunedRunIds\":[\"r\"],\"count\":1}");
    }

    /** Claims what is next and gives what its holder passes on. */
    private String claim() {
        JsonNode claim = tools.read("claim_next_task", "{'workerId':'w','namespace':'n'}")
                .get("claim");
        assertThat(claim.isNull()).isFalse();
        return "'taskId':" + claim.at("/task/id") + ",'leaseId':" + claim.at("/lease/id") + ",'workerId':'w'";
    }

    @Test
    void errorsAreAsTheirSchemaSays() {
        assertThat(tools.refusal("get_run", "{'runId':'nowhere'}")).startsWith("RECORD_NOT_FOUND: ");
        tools.call("create_run", "{'id':'r','clientToken':'c'}");
        assertThat(tools.refusal("create_run", "{'id':'r'}")).startsWith("DUPLICATE_ID: ");
        assertThat(tools.refusal("create_run", "{'id':'other','clientToken':'c'}"))
                .startsWith("IDEMPOTENCY_CONFLICT: ");
        assertThat(tools.refusal("complete_task", "{'taskId':'t','leaseId':'l','workerId':'w'}"))
                .startsWith("RECORD_NOT_FOUND: ");
        tools.call("enqueue_task", "{'runId':'r','kind':'k','id':'t'}");
        assertThat(tools.refusal("resume_task", "{'taskId':'t'}")).startsWith("INVALID_TRANSITION: ");
        assertThat(tools.refusal("enqueue_task", "{'runId':'r','kind':'k','dependsOnTaskIds':['no']}"))
                .startsWith("UNKNOWN_DEPENDENCY: ");
        assertThat(tools.refusal("enqueue_tasks", "{'runId':'r','tasks':[{'kind':'k','ref':'a','dependsOn':['a']}]}"))
                .startsWith("DEPENDENCY_CYCLE: ")
                .contains("a → a");
        assertThat(tools.refusal("enqueue_task", "{'runId':'r','kind':'k','input':'" + "x".repeat(1 << 20) + "'}"))
                .startsWith("PAYLOAD_TOO_LARGE: ");
        tools.call("cancel_run", "{'runId':'r'}");
        assertThat(tools.refusal("enqueue_task", "{'runId':'r','kind':'k'}")).startsWith("RUN_TERMINAL: ");
    }
}
