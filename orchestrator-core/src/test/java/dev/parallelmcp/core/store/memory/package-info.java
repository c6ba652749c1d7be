/**
 * A whole store in plain maps: the worked example for whoever writes a store for another database. It keeps every promise
 * of the port but that of outliving its process, and a {@link MemoryDatabase} stands in for the disk.
 */
@NullMarked
package dev.parallelmcp.core.store.memory;

import org.jspecify.annotations.NullMarked;
