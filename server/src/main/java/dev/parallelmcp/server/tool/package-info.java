/**
 * The tools: a call by name, its arguments made a request of the core, and the answer or the error made JSON. Knows
 * nothing of the protocol that brings a call.
 */
@NullMarked
package dev.parallelmcp.server.tool;

import org.jspecify.annotations.NullMarked;
