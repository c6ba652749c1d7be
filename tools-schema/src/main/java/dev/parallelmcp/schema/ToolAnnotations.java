package dev.parallelmcp.schema;

/**
 * What a client may assume about a tool before it calls it.
 *
 * @param readOnlyHint the tool changes nothing
 * @param destructiveHint the tool cancels or deletes
 * @param idempotentHint a repeated call with the same arguments succeeds and changes nothing more
 * @param openWorldHint the tool reaches beyond this program's own store; no tool here does
 */
public record ToolAnnotations(
        boolean readOnlyHint, boolean destructiveHint, boolean idempotentHint, boolean openWorldHint) {}
