// After the life of a run: the same records as resources, prompts, and completions of both.

import assert from 'node:assert/strict';

const TEMPLATES = ['run://{id}', 'task://{id}', 'events://{runId}'];
const PROMPTS = { plan_run: { goal: 'Ship it' }, work_queue: { kinds: 'work' }, triage_dead_tasks: {} };
const UPDATE_PATIENCE_MS = 10_000;

/** @param call calls a tool that must succeed: (tool, arguments) => its structured content */
export async function useRecords(client, call) {
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(resourceTemplates.map(template => template.uriTemplate), TEMPLATES);
    const { resources } = await client.listResources();
    assert.equal(resources[0].uri, 'stats://');
    assert.ok(resources.some(resource => resource.uri === 'run://life'));
    assert.equal(JSON.parse((await client.readResource({ uri: 'stats://' })).contents[0].text).dead, 0);

    for (const [uri, tool, args] of [
        ['run://life', 'get_run', { runId: 'life' }],
        ['task://task', 'get_task', { taskId: 'task' }],
        ['events://life', 'list_run_events', { runId: 'life' }],
    ]) {
        const { contents: [content, ...others] } = await client.readResource({ uri });
        assert.deepEqual(others, []);
        assert.equal(content.mimeType, 'application/json');
        assert.deepEqual(JSON.parse(content.text), await call(tool, args), `${uri} is what ${tool} answers`);
    }
    await assert.rejects(client.readResource({ uri: 'run://nobody' }), /Resource not found/);
    await assert.rejects(client.readResource({ uri: 'file:///etc/passwd' }), /Resource not found/);

    const { prompts } = await client.listPrompts();
    assert.deepEqual(prompts.map(prompt => prompt.name), Object.keys(PROMPTS));
    for (const [name, args] of Object.entries(PROMPTS)) {
        const { messages } = await client.getPrompt({ name, arguments: args });
        assert.equal(messages.length, 1);
        for (const value of Object.values(args)) {
            assert.ok(messages[0].content.text.includes(value), `${name} says ${value}`);
        }
    }
    await assert.rejects(client.getPrompt({ name: 'plan_run', arguments: {} }), /goal: is required/);

    const complete = async (ref, name, value) =>
        (await client.complete({ ref, argument: { name, value } })).completion.values;
    assert.deepEqual(await complete({ type: 'ref/resource', uri: 'run://{id}' }, 'id', 'lif'), ['life']);
    assert.deepEqual(await complete({ type: 'ref/prompt', name: 'triage_dead_tasks' }, 'runId', 'lif'), ['life']);
    await assert.rejects(complete({ type: 'ref/prompt', name: 'sing' }, 'song', ''), /Unknown prompt: sing/);
}

/**
 * Only where there was a handshake.
 *
 * @param onUpdated has a handler called with the URI of each update
 */
export async function subscribe(client, call, onUpdated) {
    let told;
    const update = new Promise((resolve, reject) => {
        told = resolve;
        setTimeout(() => reject(new Error('no update came')), UPDATE_PATIENCE_MS).unref();
    });
    onUpdated(uri => told(uri));
    await call('create_run', { id: 'watched' });
    await client.subscribeResource({ uri: 'run://watched' });
    await call('enqueue_task', { runId: 'watched', kind: 'work' });
    assert.equal(await update, 'run://watched');
    await client.unsubscribeResource({ uri: 'run://watched' });
    await assert.rejects(client.subscribeResource({ uri: 'run://nobody' }), /Resource not found/);
}
