/** What one caller sees of a store: all of it, or one namespace. */
@NullMarked
package dev.parallelmcp.core.scope;

import org.jspecify.annotations.NullMarked;
