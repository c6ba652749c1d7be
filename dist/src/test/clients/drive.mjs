// What both generations of the TypeScript client go through once they are connected.

import assert from 'node:assert/strict';
import { liveARun, refusals } from './life.mjs';
import { subscribe, useRecords } from './records.mjs';
import { refusal, success } from './results.mjs';

const PARALLEL_CALLS = 200;

export const INFO = { name: 'parallel-mcp-tests', version: '1' };

/** @param onUpdated where there was a handshake, has a handler called with the URI of each update of a resource */
export async function drive(client, onUpdated) {
    const errors = [];
    client.onerror = error => errors.push(error);
    assert.equal(client.getServerVersion().name, 'parallel-mcp-server');
    assert.match(client.getInstructions(), /claim_next_task/);

    // From here on the client checks structured content against the output schemas.
    const names = (await client.listTools()).tools.map(tool => tool.name);
    const used = new Set();
    const call = async (tool, args) => {
        used.add(tool);
        return success(tool, await client.callTool({ name: tool, arguments: args }));
    };

    const holder = await liveARun(call);
    assert.deepEqual([...used].sort(), [...names].sort(), 'the life of a run uses every tool; see life.mjs');

    const refused = refusals(holder);
    assert.deepEqual(refused.map(([tool]) => tool).sort(), [...names].sort(), 'every tool is refused; see life.mjs');
    for (const [tool, args, code] of refused) {
        refusal(tool, await client.callTool({ name: tool, arguments: args }), code);
    }
    await assert.rejects(client.callTool({ name: 'no_such_tool', arguments: {} }), /no_such_tool/);

    await useRecords(client, call);
    if (onUpdated) {
        await subscribe(client, call, onUpdated);
    }

    const ids = Array.from({ length: PARALLEL_CALLS }, (_, i) => `parallel-${i}`);
    for (const [tool, argument] of [['create_run', 'id'], ['get_run', 'runId']]) {
        const start = performance.now();
        const answers = await Promise.all(ids.map(id => call(tool, { [argument]: id })));
        const elapsed = Math.round(performance.now() - start);
        assert.deepEqual(answers.map(answer => answer.run.id), ids, 'each call has its own answer');
        console.log(`${PARALLEL_CALLS} parallel calls of ${tool}: ${elapsed} ms`);
    }
    assert.deepEqual(errors, [], 'nothing came that the client did not understand');
    console.log(`${names.length} tools succeeded, and were refused`);
}
