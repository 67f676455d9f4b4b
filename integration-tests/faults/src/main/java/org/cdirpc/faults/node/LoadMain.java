package org.cdirpc.faults.node;

import java.nio.file.Path;
import org.cdirpc.extension.node.RpcNode;
import org.jspecify.annotations.Nullable;

/**
 * A process that calls. Its node is configured by system properties; its first argument is the folder of what its callers
 * were told, the second where it notes its stalls, the third its first call id. {@code begin <spec>} begins a stretch of
 * load, {@code end} ends it, waits for all answers and prints {@value #ENDED} and its totals.
 */
public final class LoadMain {

    /** The line that says that it is ready. */
    public static final String READY = "@ready ";

    /** What the line begins with that says that a stretch is over. */
    public static final String ENDED = "@ended ";

    private final RpcNode node;
    private final ReleaseParts parts;
    private final Path folder;
    private long nextId;
    private @Nullable Stretch running;

    private LoadMain(RpcNode node, ReleaseParts parts, Path folder, long firstId) {
        this.node = node;
        this.parts = parts;
        this.folder = folder;
        this.nextId = firstId;
    }

    /** Becomes a caller. */
    public static void main(String... arguments) throws Exception {
        StallWatch.start(Path.of(arguments[1]));
        ReleaseParts parts = ReleaseParts.ofThisProcess();
        RpcNode node =
                RpcNode.builder().classLoader(parts.getClass().getClassLoader()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "faults-stop"));
        LoadMain load = new LoadMain(node, parts, Path.of(arguments[0]), Long.parseLong(arguments[2]));
        System.out.println(READY);
        ParentInput.obey(load::obey);
    }

    private void obey(String line) throws Exception {
        Stretch stretch = running;
        if (line.startsWith("begin ") && stretch == null) {
            LoadSpec spec = LoadSpec.parse(line.substring("begin ".length()));
            running = Stretch.begin(parts.caller(node, spec.timeout()), folder, spec, nextId);
        } else if (line.equals("end") && stretch != null) {
            String totals = stretch.end();
            nextId = stretch.nextId();
            running = null;
            System.out.println(ENDED + totals);
        } else {
            throw new IllegalArgumentException(line + (stretch == null ? ", and nothing runs" : ", and load runs"));
        }
    }
}
