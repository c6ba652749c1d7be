/** The contract that every store passes: one class per aspect, run unchanged on each of them. */
package dev.parallelmcp.core.contract;
