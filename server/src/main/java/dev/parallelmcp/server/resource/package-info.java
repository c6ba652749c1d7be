/**
 * The records of the engine as resources: each is what a tool that reads answers, under a URI. What a server does not
 * offer as a tool it does not offer as a resource either.
 */
@NullMarked
package dev.parallelmcp.server.resource;

import org.jspecify.annotations.NullMarked;
