package dev.parallelmcp.server.bench;

import java.nio.file.Path;
import java.util.List;

/** How a server is started. */
@FunctionalInterface
public interface ServerCommand {

    /**
     * The command line.
     *
     * @param temporary where the server may unpack what it needs
     * @param arguments for the server
     */
    List<String> of(Path temporary, List<String> arguments);
}
