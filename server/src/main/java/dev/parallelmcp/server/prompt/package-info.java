/**
 * Prompts: what a person may have a model do with the tools. Their texts are files beside this package; what they say of
 * tools that are not offered is left out.
 */
@NullMarked
package dev.parallelmcp.server.prompt;

import org.jspecify.annotations.NullMarked;
