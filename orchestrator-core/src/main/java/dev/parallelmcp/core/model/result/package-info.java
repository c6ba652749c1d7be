/** What operations answer: one record per shape of answer. */
@NullMarked
package dev.parallelmcp.core.model.result;

import org.jspecify.annotations.NullMarked;
