// What every result of a tool must be, whichever client shows it.

import assert from 'node:assert/strict';

/** A success: the text is the structured content. */
export function success(tool, result) {
    const text = onlyText(tool, result);
    assert.ok(!result.isError, `${tool} was refused: ${text}`);
    assert.deepEqual(JSON.parse(text), result.structuredContent, `${tool}: text and structure differ`);
    return result.structuredContent;
}

/** A refusal: the error is complete in the structured content, and in the text. */
export function refusal(tool, result, code) {
    const text = onlyText(tool, result);
    assert.equal(result.isError, true, `${tool} should be refused with ${code}: ${text}`);
    const { error } = result.structuredContent;
    assert.equal(error.code, code, `${tool}: ${text}`);
    assert.ok(text.startsWith(`${code}: ${error.message}`), `${tool}: the text lacks code or message: ${text}`);
    assert.ok(text.includes(`(retryable: ${error.retryable}`), `${tool}: the text lacks retryable: ${text}`);
}

function onlyText(tool, result) {
    assert.equal(result.content.length, 1, `${tool}: one block of content`);
    assert.equal(result.content[0].type, 'text', `${tool}: the block is text`);
    return result.content[0].text;
}
