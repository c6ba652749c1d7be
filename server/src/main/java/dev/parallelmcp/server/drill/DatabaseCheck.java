package dev.parallelmcp.server.drill;

import java.nio.file.Path;
import java.util.List;

/** Looks at a database that no server has open. */
public interface DatabaseCheck {

    /** Tells in words what is wrong with it; nothing when it is sound. */
    List<String> problems(Path database);
}
