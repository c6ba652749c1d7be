/**
 * The contract that an MCP client sees: one JSON file per tool with its schemas, read into a {@link
 * dev.parallelmcp.schema.ToolCatalog}. Nothing here knows what a tool does.
 */
@NullMarked
package dev.parallelmcp.schema;

import org.jspecify.annotations.NullMarked;
