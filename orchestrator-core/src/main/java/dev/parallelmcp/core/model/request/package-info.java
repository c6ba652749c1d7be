/** What callers ask for: one record per operation, validated when it is made. */
@NullMarked
package dev.parallelmcp.core.model.request;

import org.jspecify.annotations.NullMarked;
