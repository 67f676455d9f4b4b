package org.cdirpc.faults.node;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cdirpc.RpcHealth;
import org.cdirpc.extension.node.RpcNode;
import org.jspecify.annotations.Nullable;

/**
 * A process that calls. Its node is configured by system properties; its first argument is the folder of what its callers
 * were told, the second where it notes its stalls, the third its first call id. {@code begin <spec>} begins a stretch of
 * load, {@code end} ends it, waits for all answers and prints {@value #ENDED} and its totals; {@link Questions} are answered.
 */
public final class LoadMain {

    /** The line that says that it is ready. */
    public static final String READY = "@ready ";

    /** What the line begins with that says that a stretch is over. */
    public static final String ENDED = "@ended ";

    private final Function<Duration, LabService> callers;
    private final Questions questions;
    private final Path folder;
    private long nextId;
    private @Nullable Stretch running;

    private LoadMain(Function<Duration, LabService> callers, Supplier<RpcHealth> health, Path folder, long firstId) {
        this.callers = callers;
        this.questions = new Questions(health);
        this.folder = folder;
        this.nextId = firstId;
    }

    /** Becomes a caller. */
    public static void main(String... arguments) throws Exception {
        StallWatch.start(Path.of(arguments[1]));
        // The first socket of a JVM takes a descriptor that stays: it is not to be counted for the first channel's.
        SocketChannel.open().close();
        LoadMain load = start(ReleaseParts.ofThisProcess(), Path.of(arguments[0]), Long.parseLong(arguments[2]));
        System.out.println(READY);
        ParentInput.obey(load::obey);
    }

    private static LoadMain start(ReleaseParts parts, Path folder, long firstId) {
        ClassLoader loader = parts.getClass().getClassLoader();
        int nodes = Integer.getInteger(Crowd.NODES, 1);
        if (nodes > 1) {
            Crowd crowd = Crowd.start(nodes, loader);
            Runtime.getRuntime().addShutdownHook(new Thread(crowd::close, "faults-stop"));
            return new LoadMain(timeout -> crowd.caller(parts, timeout), crowd::health, folder, firstId);
        }
        RpcNode node = RpcNode.builder().classLoader(loader).start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "faults-stop"));
        return new LoadMain(timeout -> parts.caller(node, timeout), node.control()::health, folder, firstId);
    }

    private void obey(String line) throws Exception {
        Stretch stretch = running;
        if (line.startsWith("begin ") && stretch == null) {
            LoadSpec spec = LoadSpec.parse(line.substring("begin ".length()));
            running = Stretch.begin(callers.apply(spec.timeout()), folder, spec, nextId);
        } else if (line.equals("end") && stretch != null) {
            String totals = stretch.end();
            nextId = stretch.nextId();
            running = null;
            System.out.println(ENDED + totals);
        } else if (!questions.answered(line)) {
            throw new IllegalArgumentException(line + (stretch == null ? ", and nothing runs" : ", and load runs"));
        }
    }
}
