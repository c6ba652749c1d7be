/** The semantics: one class per use case, written once, above every store. */
@NullMarked
package dev.parallelmcp.core.engine;

import org.jspecify.annotations.NullMarked;
