/** The contract of every store, run on the one that is kept in maps. */
package dev.parallelmcp.core.store.memory.contract;
