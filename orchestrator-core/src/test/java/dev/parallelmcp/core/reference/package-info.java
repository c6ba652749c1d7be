/**
 * The specification once more, executable and without a database: {@link
 * dev.parallelmcp.core.reference.ReferenceModel} answers every operation from plain maps, and random histories hold the
 * engine on a store to it.
 */
package dev.parallelmcp.core.reference;
