/** Holds the documents to the code. */
package dev.parallelmcp.core.docs;
