package org.cdirpc.it.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a JVM of this user has, looked at from outside. One thread at a time. */
public final class RunningJvm implements AutoCloseable {

    private static final Pattern NUMBERS = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+");

    /** What is there because somebody looks. */
    private static final Pattern LOOKING = Pattern.compile("RMI .*|JMX .*|Attach Listener");

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private RunningJvm(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Looks at this process from here on. The address is that which the process of this test's own told. */
    @SuppressWarnings("BanJNDI")
    public static RunningJvm of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return new RunningJvm(
                        pid, JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException other) {
            throw new IOException(other);
        }
    }

    /**
     * What there is after a collection.
     *
     * @param threads live ones by name, without numbers; not those that look
     * @param mbeans by name, without numbers
     * @param descriptors open ones
     * @param loaders class loaders by type
     */
    public record Found(
            Map<String, Integer> threads, Map<String, Integer> mbeans, int descriptors, Map<String, Integer> loaders) {

        /** How many threads. */
        public int threadCount() {
            return threads.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Collects garbage, and looks. */
    public Found look() throws IOException {
        MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        memory.gc();
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        Map<String, Integer> names = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && !LOOKING.matcher(thread.getThreadName()).matches()) {
                count(names, thread.getThreadName());
            }
        }
        Map<String, Integer> mbeans = new TreeMap<>();
        for (ObjectName name : server.queryNames(null, null)) {
            count(mbeans, name.getCanonicalName());
        }
        return new Found(names, mbeans, descriptors(), loaders());
    }

    private int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) open.count();
        }
    }

    /** Reads {@code 0x..  0x..  0x..  <classes> <chunk> <block>  <type>}; lines of hidden classes are no loaders. */
    private Map<String, Integer> loaders() throws IOException {
        String statistics;
        try {
            statistics = (String) server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmClassloaderStats",
                    new Object[0],
                    new String[0]);
        } catch (JMException notThisJvm) {
            throw new IOException(notThisJvm);
        }
        Map<String, Integer> types = new TreeMap<>();
        statistics.lines().map(line -> line.strip().split("\\s+")).forEach(words -> {
            if (words.length == 7 && words[0].startsWith("0x")) {
                types.merge(words[6], 1, Integer::sum);
            }
        });
        return types;
    }

    private static void count(Map<String, Integer> names, String name) {
        names.merge(NUMBERS.matcher(name).replaceAll("#"), 1, Integer::sum);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
