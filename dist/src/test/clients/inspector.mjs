// The Inspector's command line, a new server for each call: node inspector.mjs <command of the server...>

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { liveARun, refusals } from './life.mjs';
import { refusal, success } from './results.mjs';

const INSPECTOR = fileURLToPath(
    new URL('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));
const TOOL_FAILED = 5;
const LOAD_REQUESTS = 500;
const LOAD_CONCURRENCY = 20;
// Each costs a start of Inspector and server; the other clients have all tools refused.
const REFUSED = ['get_run', 'list_runs', 'enqueue_task', 'complete_task'];

const server = process.argv.slice(2);

function inspect(expectedExit, ...options) {
    const args = [INSPECTOR, '--cli', ...server, '--format', 'json', ...options];
    const env = { ...process.env, MCP_INSPECTOR_SECRET_STORE: 'memory' };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.equal(status, expectedExit, `exit of ${options.join(' ')}\n${stdout}\n${stderr}`);
    return { result: JSON.parse(stdout).result, stderr };
}

function callTool(expectedExit, tool, args, ...options) {
    const method = ['--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args)];
    return inspect(expectedExit, ...method, ...options).result;
}

function load(tool, args) {
    const options = ['--load', '--load-requests', `${LOAD_REQUESTS}`, '--load-concurrency', `${LOAD_CONCURRENCY}`];
    const summary = callTool(0, tool, args, ...options);
    console.log(`load on ${tool}: ${JSON.stringify(summary)}`);
    assert.equal(summary.ok, LOAD_REQUESTS);
}

const strict = inspect(0, '--method', 'tools/list', '--strict');
const names = strict.result.tools.map(tool => tool.name);
console.log(`strict: ${strict.stderr.trim().split('\n').at(-1)}`);
for (const era of ['legacy', 'auto', 'modern']) {
    const listed = inspect(0, '--method', 'tools/list', '--strict', '--protocol-era', era);
    assert.deepEqual(listed.result.tools, strict.result.tools, `every connection sees the same list, ${era} too`);
}

const used = new Set();
const holder = await liveARun(async (tool, args) => {
    used.add(tool);
    return success(tool, callTool(0, tool, args));
});
assert.deepEqual([...used].sort(), names.sort(), 'the life of a run uses every tool; see life.mjs');

for (const [tool, args, code] of refusals(holder).filter(([tool]) => REFUSED.includes(tool))) {
    refusal(tool, callTool(TOOL_FAILED, tool, args), code);
}

for (const era of ['legacy', 'modern']) {
    const read = inspect(0, '--method', 'resources/read', '--uri', 'run://life', '--protocol-era', era).result;
    assert.equal(JSON.parse(read.contents[0].text).run.id, 'life');
    for (const [method, field] of [['resources/list', 'resources'], ['resources/templates/list', 'resourceTemplates'],
        ['prompts/list', 'prompts']]) {
        assert.notEqual(inspect(0, '--method', method, '--protocol-era', era).result[field].length, 0);
    }
}
const worker = inspect(0, '--method', 'prompts/get', '--prompt-name', 'work_queue', '--prompt-args', 'kinds=work').result;
assert.match(worker.messages[0].content.text, /claim_next_task/);

load('get_run', { runId: 'life' });
load('create_run', { namespace: 'load' });
const made = success('list_runs', callTool(0, 'list_runs', { namespace: 'load', limit: 1000 }));
assert.equal(made.runs.length, LOAD_REQUESTS, 'every run was made once');
console.log(`${names.length} tools succeeded, ${REFUSED.length} were refused`);
