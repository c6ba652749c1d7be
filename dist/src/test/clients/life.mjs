// A life of a run in which every tool succeeds once, and for every tool a call that is refused.

import assert from 'node:assert/strict';

const RUN = 'life';
const WORKER = 'worker-1';

/**
 * @param call calls a tool that must succeed: (tool, arguments) => its structured content
 * @return who held the task last, for the refusals
 */
export async function liveARun(call) {
    await call('create_run', { id: RUN, keepOpen: true, context: { step: 0 } });
    await call('enqueue_task', { runId: RUN, id: 'task', kind: 'work', maxAttempts: 1, input: { text: 'ü ✓ 😀' } });
    assert.equal((await call('list_pending_tasks', { runId: RUN })).tasks.length, 1);
    assert.equal((await call('list_runs', {})).runs[0].status, 'active');
    assert.equal((await call('wait_for_run', { runId: RUN, waitMs: 1 })).done, false);

    const first = await claim(call);
    await call('mark_task_running', first);
    assert.equal((await call('heartbeat_lease', first)).taskStatus, 'running');
    assert.equal((await call('emit_task_output', { ...first, type: 'progress', value: 'ü ✓' })).sequence, 1);
    assert.equal((await call('list_run_tasks', { runId: RUN })).tasks[0].progress, 'ü ✓');
    const { outputs, nextSeq } = await call('list_task_output', { taskId: 'task' });
    assert.deepEqual([outputs.map(({ value }) => value), nextSeq], [['ü ✓'], 1]);
    await call('fail_task', { ...first, error: 'the line is dead', retryable: true });
    assert.equal((await call('list_dead_tasks', { runId: RUN })).tasks[0].id, 'task');
    await call('requeue_dead_task', { taskId: 'task', reason: 'the line is mended' });

    await call('cancel_task', { taskId: 'task', reason: 'wait for the tide' });
    assert.deepEqual((await call('rerun_run_from', { taskId: 'task' })).resetTaskIds, ['task']);

    await call('pause_task', { ...(await claim(call)), status: 'waiting_input', state: { asked: 'Go on?' } });
    await call('resume_task', { taskId: 'task', input: 'yes' });
    await call('release_task', await claim(call));
    const last = await claim(call);
    await call('complete_task', { ...last, output: { n: 1.5, list: [null, true, 'x'] }, nextContext: { step: 1 } });
    assert.equal((await call('get_task', { taskId: 'task', includeAttempts: true })).task.status, 'completed');
    assert.equal((await call('list_run_tasks', { runId: RUN, detail: 'full' })).total, 1);

    const { snapshot } = await call('append_context_snapshot', { runId: RUN, payload: ['by hand'] });
    assert.deepEqual((await call('get_current_context_snapshot', { runId: RUN })).snapshot, snapshot);
    assert.deepEqual((await call('get_context_snapshot', { snapshotId: snapshot.id })).snapshot, snapshot);

    assert.equal((await call('expire_leases', {})).count, 0);
    assert.equal((await call('run_maintenance', {})).counts.leases_expired, 0);
    assert.equal((await call('get_stats', {})).runsByStatus.active, 1);
    await call('close_run', { runId: RUN });
    assert.equal((await call('get_run', { runId: RUN })).run.status, 'completed');
    const { events } = await call('list_run_events', { runId: RUN });
    assert.deepEqual((await call('list_events_since', { runId: RUN })).events, events);

    await call('create_run', { id: 'mistake' });
    const graph = await call('enqueue_tasks', {
        runId: 'mistake',
        tasks: [{ kind: 'test', ref: 'test', dependsOn: ['build'] }, { kind: 'build', ref: 'build', id: 'build' }],
    });
    assert.deepEqual(Object.keys(graph.idsByRef), ['test', 'build']);
    assert.deepEqual(graph.tasks.map((task) => task.id), Object.values(graph.idsByRef));
    const { claims } = await call('claim_tasks', { workerId: WORKER, runId: 'mistake', max: 2, includeContext: true });
    assert.deepEqual(claims.map(({ task }) => task.id), ['build']);
    const { results } = await call('complete_tasks', {
        workerId: WORKER,
        completions: [
            { taskId: 'build', leaseId: 'lease_0' },
            { taskId: 'build', leaseId: claims[0].lease.id, output: 1 },
        ],
    });
    assert.equal(results[0].error.code, 'LEASE_CONFLICT');
    assert.equal(results[1].task.status, 'completed');
    const { claim: test } = await call('claim_next_task', {
        workerId: WORKER,
        runId: 'mistake',
        includeDependencyOutputs: true,
    });
    assert.deepEqual(test.dependencyOutputs, [{ taskId: 'build', kind: 'build', status: 'completed', output: 1 }]);
    await call('cancel_run', { runId: 'mistake', reason: 'made by mistake' });
    const pruned = await call('prune_runs', { olderThan: '2999-01-01T00:00:00Z', statuses: ['cancelled'] });
    assert.deepEqual(pruned.prunedRunIds, ['mistake']);
    return last;
}

async function claim(call) {
    const { claim } = await call('claim_next_task', { workerId: WORKER, runId: RUN });
    assert.ok(claim, 'there is a task to claim');
    return { taskId: claim.task.id, leaseId: claim.lease.id, workerId: claim.lease.workerId };
}

/** After that life: [tool, arguments, code of the error] for every tool. */
export function refusals(holder) {
    return [
        ['create_run', { id: RUN }, 'DUPLICATE_ID'],
        ['get_run', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['list_runs', { limit: 0 }, 'INVALID_ARGUMENT'],
        ['wait_for_run', { runId: RUN, waitMs: 50001 }, 'INVALID_ARGUMENT'],
        ['close_run', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['cancel_run', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['rerun_run_from', { taskId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['prune_runs', { olderThan: 'yesterday' }, 'INVALID_ARGUMENT'],
        ['enqueue_task', { runId: RUN, kind: 'too late' }, 'RUN_TERMINAL'],
        ['enqueue_tasks', { runId: RUN, tasks: [{ kind: 'too late' }] }, 'RUN_TERMINAL'],
        ['claim_next_task', {}, 'INVALID_ARGUMENT'],
        ['claim_tasks', { workerId: WORKER, max: 101 }, 'INVALID_ARGUMENT'],
        ['mark_task_running', holder, 'INVALID_TRANSITION'],
        ['heartbeat_lease', holder, 'INVALID_TRANSITION'],
        ['complete_task', { ...holder, workerId: 'worker-2' }, 'LEASE_CONFLICT'],
        ['complete_tasks', { workerId: WORKER, completions: [] }, 'INVALID_ARGUMENT'],
        ['fail_task', { ...holder, error: 'too late' }, 'INVALID_TRANSITION'],
        ['pause_task', { ...holder, status: 'asleep' }, 'INVALID_ARGUMENT'],
        ['resume_task', { taskId: 'task' }, 'INVALID_TRANSITION'],
        ['release_task', holder, 'INVALID_TRANSITION'],
        ['cancel_task', { taskId: 'task', reason: 'dependency_failed' }, 'INVALID_ARGUMENT'],
        ['get_task', { taskId: 'run_0' }, 'INVALID_ARGUMENT'],
        ['list_run_tasks', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['list_pending_tasks', { readyBy: 'soon' }, 'INVALID_ARGUMENT'],
        ['list_dead_tasks', { offset: -1 }, 'INVALID_ARGUMENT'],
        ['requeue_dead_task', { taskId: 'task' }, 'INVALID_TRANSITION'],
        ['expire_leases', { surprise: true }, 'INVALID_ARGUMENT'],
        ['run_maintenance', { surprise: true }, 'INVALID_ARGUMENT'],
        ['append_context_snapshot', { runId: 'nobody', payload: 1 }, 'RECORD_NOT_FOUND'],
        ['get_current_context_snapshot', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['get_context_snapshot', { snapshotId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['list_run_events', { runId: 'nobody' }, 'RECORD_NOT_FOUND'],
        ['list_events_since', { afterId: -1 }, 'INVALID_ARGUMENT'],
        ['get_stats', { namespace: '' }, 'INVALID_ARGUMENT'],
        ['emit_task_output', { ...holder, type: 'partial', value: 1 }, 'INVALID_TRANSITION'],
        ['list_task_output', { taskId: 'nobody' }, 'RECORD_NOT_FOUND'],
    ];
}
