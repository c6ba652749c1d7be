// The first generation of the TypeScript client: node sdk.mjs <expected protocol version> <command of the server...>

import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { drive, INFO } from './drive.mjs';

const [expectedVersion, command, ...args] = process.argv.slice(2);
const client = new Client(INFO);
const transport = new StdioClientTransport({ command, args });
let version;
transport.setProtocolVersion = negotiated => { version = negotiated; };

await client.connect(transport);
try {
    assert.equal(version, expectedVersion);
    await client.ping();
    await drive(client, handle => client.setNotificationHandler(
        ResourceUpdatedNotificationSchema, ({ params }) => handle(params.uri)));
} finally {
    await client.close();
}
