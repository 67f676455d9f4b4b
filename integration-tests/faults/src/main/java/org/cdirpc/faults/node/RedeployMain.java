package org.cdirpc.faults.node;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process that deploys an application and takes it away again, as a server does, each time in a class loader that is
 * new. Its node is configured by system properties. Arguments: the folder for what it writes, its name, {@code bundled} or
 * {@code shared} (where the libraries are: {@link DeploymentLoader}), where it notes its stalls, and its first call id.
 * It obeys {@code deploy <spec>} (the application also makes calls, by the spec), {@code undeploy}, {@code mark}, which
 * has it remember what the process has now, and {@code left}, which has it say what there is beyond that;
 * {@link Vitals} and {@link Timers} are told.
 */
public final class RedeployMain {

    /** What the line begins with that says that it is there. */
    public static final String READY = "@ready ";

    /** What the line begins with that says that the application runs; its number follows, the first is 1. */
    public static final String DEPLOYED = "@deployed ";

    /** What the line begins with that says that it is taken away. */
    public static final String UNDEPLOYED = "@undeployed ";

    /** What the line begins with that says that it has looked at itself. */
    public static final String MARKED = "@marked ";

    /** What the line begins with that says how many class loaders are left, and what else, each after a bar. */
    public static final String LEFT = "@left ";

    private static final long COLLECT_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Path folder;
    private final String name;
    private final boolean bundled;
    private final Path archive;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private @Nullable Deployment deployed;
    private @Nullable Leftovers marked;
    private long nextId;

    private RedeployMain(Path folder, String name, boolean bundled, long firstId) {
        this.folder = folder;
        this.name = name;
        this.bundled = bundled;
        this.archive = folder.resolve(name + ".jar");
        this.nextId = firstId;
    }

    /** Becomes the process. */
    public static void main(String... arguments) throws Exception {
        StallWatch.start(Path.of(arguments[3]));
        RedeployMain redeploy = new RedeployMain(
                Path.of(arguments[0]), arguments[1], arguments[2].equals("bundled"), Long.parseLong(arguments[4]));
        DeploymentLoader.writeArchive(redeploy.archive);
        System.out.println(READY);
        ParentInput.obey(redeploy::obey);
    }

    private void obey(String line) throws Exception {
        if (line.startsWith("deploy ") && deployed == null) {
            deploy(line.substring("deploy ".length()));
        } else if (line.equals("undeploy") && deployed != null) {
            undeploy(deployed);
        } else if (line.equals("mark")) {
            awaitCollected();
            marked = Leftovers.now();
            System.out.println(MARKED);
        } else if (line.equals("left")) {
            System.out.println(LEFT + left());
        } else if (line.equals(Vitals.ASK)) {
            releaseByJdk();
            System.out.println(Vitals.TOLD + Vitals.now().line());
        } else if (line.equals(Timers.ASK)) {
            System.out.println(Timers.TOLD + Timers.now());
        } else {
            throw new IllegalArgumentException(line + (deployed == null ? ", and nothing runs" : ", and it runs"));
        }
    }

    private void deploy(String spec) throws Exception {
        int number = loaders.size() + 1;
        System.setProperty(
                DeployedLab.LEDGER,
                folder.resolve("ledger-" + name + "." + number).toString());
        DeploymentLoader loader = bundled ? DeploymentLoader.bundled(archive) : DeploymentLoader.shared(archive);
        loaders.add(new WeakReference<>(loader));
        Deployment deployment = Deployment.of(loader);
        deployment.ask("begin " + folder + " " + nextId + " " + spec);
        deployed = deployment;
        System.out.println(DEPLOYED + number);
    }

    private void undeploy(Deployment deployment) throws Exception {
        deployed = null;
        nextId = Long.parseLong(deployment.ask("end"));
        deployment.end();
        System.out.println(UNDEPLOYED + loaders.size());
    }

    private String left() throws IOException {
        long loadersLeft = awaitCollected();
        if (loadersLeft > 0) {
            dump();
        }
        List<String> more =
                marked == null ? List.of("nothing was marked") : Leftovers.now().beyond(marked);
        return loadersLeft + (more.isEmpty() ? "" : " | " + String.join(" | ", more));
    }

    /** Who holds a class loader is in the heap, and the row keeps what is in its folder. */
    private void dump() throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(folder.resolve(name + "." + loaders.size() + ".hprof").toString(), false);
    }

    /**
     * Has the JDK let go of what it would only let go of with its next use. From JDK 19 on that is also classes of objects
     * that were serialized: {@code java.io.ClassCache} clears the entry, and holds the class until somebody looks another up.
     */
    private static void releaseByJdk() {
        LastLinkedRecord.displace();
        ObjectStreamClass.lookup(ArrayList.class);
    }

    /** Collects until no class loader but that of a running application is left, or for a while; how many are. */
    private long awaitCollected() {
        long running = deployed == null ? 0 : 1;
        long end = System.nanoTime() + COLLECT_NANOS;
        while (true) {
            System.gc();
            releaseByJdk();
            long left = loaders.stream().filter(loader -> loader.get() != null).count() - running;
            if (left <= 0 || System.nanoTime() - end > 0) {
                return Math.max(0, left);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
