package dev.parallelmcp.server.mcp;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The resources behind a server. Called from many threads at once; methods may block. */
public interface ResourceHandler {

    /** The forms of URIs that can be read, in the order in which they are listed. */
    List<Template> templates();

    /** Some resources that are there now: as many as fit into one list. */
    List<Resource> resources();

    /**
     * The resource at this URI as it is now, one line of JSON.
     *
     * @throws RefusedException when there is none, or the URI has not the form of one
     */
    String read(String uri);

    /**
     * Values for the variable of a template.
     *
     * @param template the URI template of one of {@link #templates}
     * @param given what the client's user has typed so far
     * @throws RefusedException when there is no such template or variable
     */
    Completion complete(String template, String variable, String given);

    /**
     * Prepares to watch resources; as long as none is added this costs nothing.
     *
     * @param executor for what has to be done meanwhile
     * @param changed told the URI of a resource, as it was added, after each change or several in a row; must be quick
     */
    Watch watch(Executor executor, Consumer<String> changed);

    /** The resources that one connection watches. Safe for use by many threads. */
    interface Watch extends AutoCloseable {

        /**
         * Changes of this resource are told of from now on. One that is watched is not watched twice.
         *
         * @throws RefusedException as {@link #read} would, and then nothing is added
         */
        void add(String uri);

        /** Changes of this resource are no longer told of, if they were. */
        void remove(String uri);

        /** Removes all; others may be added again. */
        @Override
        void close();
    }

    /**
     * A resource as it is listed.
     *
     * @param name for programs
     * @param title for people
     */
    record Resource(String uri, String name, String title, String description) {}

    /**
     * A form of URIs as it is listed.
     *
     * @param uriTemplate as in RFC 6570
     * @param name for programs
     * @param title for people
     */
    record Template(String uriTemplate, String name, String title, String description) {}
}
