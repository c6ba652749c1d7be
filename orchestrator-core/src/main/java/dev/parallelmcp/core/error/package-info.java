/** The closed set of error codes and the one exception that carries them. */
@NullMarked
package dev.parallelmcp.core.error;

import org.jspecify.annotations.NullMarked;
