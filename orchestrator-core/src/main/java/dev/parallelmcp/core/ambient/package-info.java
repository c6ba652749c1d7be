/** The machine's clock and chance, for the wiring alone. */
@NullMarked
package dev.parallelmcp.core.ambient;

import org.jspecify.annotations.NullMarked;
