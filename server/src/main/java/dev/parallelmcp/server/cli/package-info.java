/** The command line. A command is one class and one line in {@link dev.parallelmcp.server.cli.CommandLines}. */
@NullMarked
package dev.parallelmcp.server.cli;

import org.jspecify.annotations.NullMarked;
