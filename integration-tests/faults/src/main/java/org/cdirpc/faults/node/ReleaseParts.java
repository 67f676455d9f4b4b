package org.cdirpc.faults.node;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcNode;

/**
 * The contract that a process of the lab serves or calls, by way of the lab's own calls. The class that the system property
 * {@value #PARTS} names is loaded from the folder {@value #RELEASE}, where another release of it may be in another process;
 * without them it is {@link LabService} itself.
 */
public interface ReleaseParts {

    /** The folder of a release's classes. */
    String RELEASE = "faults.release";

    /** The class in it that implements this interface. */
    String PARTS = "faults.parts";

    /** Serves the contract; each call of it is one of the bean's, whose ledger has it. */
    void export(RpcNode.Builder builder, LabService bean);

    /** Calls of the contract; each answers with its id if all that was got is what was asked for. */
    LabService caller(RpcNode node, Duration timeout);

    /** What this process is to use. */
    static ReleaseParts ofThisProcess() throws IOException, ReflectiveOperationException {
        String folder = System.getProperty(RELEASE, "");
        return folder.isEmpty() ? new Own() : load(Path.of(folder), System.getProperty(PARTS, ""));
    }

    private static ReleaseParts load(Path folder, String name)
            throws MalformedURLException, ReflectiveOperationException {
        // Open as long as the process lives.
        @SuppressWarnings("resource")
        ClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReleaseParts.class.getClassLoader());
        return (ReleaseParts)
                Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
    }

    /** The lab's own contract. */
    final class Own implements ReleaseParts {

        @Override
        public void export(RpcNode.Builder builder, LabService bean) {
            builder.export(LabService.class, bean);
        }

        @Override
        public LabService caller(RpcNode node, Duration timeout) {
            return node.proxy(LabService.class, new ProxyOptions("", "", timeout.toMillis(), ""));
        }
    }
}
