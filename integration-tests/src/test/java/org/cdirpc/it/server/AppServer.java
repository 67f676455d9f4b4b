package org.cdirpc.it.server;

import java.net.URI;
import java.nio.file.Path;

/**
 * An application server in a process of its own. Every wait has a deadline and fails with the end of the server's log.
 *
 * <p>Thread-safety: one thread at a time.
 */
public interface AppServer extends AutoCloseable {

    /** The name given to this server, such as {@code wildfly}. */
    String name();

    /** Boots it and waits until it is ready for deployments. */
    void start();

    /**
     * Deploys an archive and waits until it serves a page: a server's own word that it is deployed is not enough.
     *
     * @param war its file name without {@code .war} becomes the context
     * @param probe the page that must answer with status 200, relative to the context
     * @return the context's address, ending with a slash
     */
    URI deploy(Path war, String probe);

    /** Takes an application away and waits until its page is gone. */
    void undeploy(URI application);

    /** The last lines of the server's log. */
    String logTail(int lines);

    /** The process's id; of interest to tests that freeze or kill it from outside. */
    long pid();

    /** Stops it in order, or kills it 30 s later. */
    void stop();

    /** Kills it at once, as a crash would. */
    void kill();

    /** Stops it if it still runs. */
    @Override
    void close();
}
