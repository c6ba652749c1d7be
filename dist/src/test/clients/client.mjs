// The second generation of the TypeScript client:
// node client.mjs <legacy|auto|protocol version to insist on> <expected protocol version> <command of the server...>

import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { drive, INFO } from './drive.mjs';

const [era, expectedVersion, command, ...args] = process.argv.slice(2);
const mode = era === 'legacy' || era === 'auto' ? era : { pin: era };
const client = new Client(INFO, { versionNegotiation: { mode } });

await client.connect(new StdioClientTransport({ command, args }));
try {
    assert.equal(client.getNegotiatedProtocolVersion(), expectedVersion);
    if (expectedVersion >= '2026') {
        assert.deepEqual((await client.discover()).supportedVersions, [expectedVersion]);
    } else {
        await client.ping();
    }
    await drive(client, expectedVersion >= '2026' ? undefined : handle => client.setNotificationHandler(
        'notifications/resources/updated', ({ params }) => handle(params.uri)));
} finally {
    await client.close();
}
