/** Runs the real jar as its users do: as a process of its own, over its standard streams. */
package dev.parallelmcp.dist;
