package dev.parallelmcp.server.bench;

import java.util.function.Consumer;

/**
 * Where it is measured.
 *
 * @param workspace for the databases
 * @param servers starts servers on them
 * @param progress takes short lines for the person who waits
 * @param rows takes each line as soon as it is known
 */
public record Site(Workspace workspace, Servers servers, Consumer<String> progress, Consumer<Row> rows) {}
