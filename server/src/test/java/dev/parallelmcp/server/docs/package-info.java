/** The documents that are made from the program. */
@NullMarked
package dev.parallelmcp.server.docs;

import org.jspecify.annotations.NullMarked;
