package org.cdirpc.faults.node;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * What a process has by name: threads, MBeans and shutdown hooks, each with how many there are. Numbers in names are left
 * out of them, for the second thread of a kind is as good as the first.
 *
 * @param threads live ones
 * @param mbeans registered ones
 * @param hooks what runs when the JVM ends, by class and thread name
 */
record Leftovers(Map<String, Integer> threads, Map<String, Integer> mbeans, Map<String, Integer> hooks) {

    private static final Pattern NUMBERS = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+");

    /** This process's. The JVM must have been started with its package java.lang open. */
    static Leftovers now() {
        Map<String, Integer> threads = new TreeMap<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> count(threads, thread.getName()));
        Map<String, Integer> mbeans = new TreeMap<>();
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(null, null)) {
            count(mbeans, name.getCanonicalName());
        }
        Map<String, Integer> hooks = new TreeMap<>();
        for (Thread hook : hookThreads()) {
            count(hooks, hook.getClass().getName() + " " + hook.getName());
        }
        return new Leftovers(threads, mbeans, hooks);
    }

    /** There is no other way to see them. */
    private static List<Thread> hookThreads() {
        try {
            Class<?> hooks = Class.forName("java.lang.ApplicationShutdownHooks");
            Field field = hooks.getDeclaredField("hooks");
            field.setAccessible(true);
            synchronized (hooks) {
                @SuppressWarnings("unchecked")
                IdentityHashMap<Thread, Thread> all = (IdentityHashMap<Thread, Thread>) field.get(null);
                return all == null ? List.of() : new ArrayList<>(all.keySet());
            }
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("shutdown hooks cannot be counted on this JDK", changed);
        }
    }

    private static void count(Map<String, Integer> names, String name) {
        names.merge(NUMBERS.matcher(name).replaceAll("#"), 1, Integer::sum);
    }

    /** What there is more of than there was, each with how many more; empty if there is nothing. */
    List<String> beyond(Leftovers before) {
        List<String> more = new ArrayList<>();
        beyond("thread", threads, before.threads, more);
        beyond("MBean", mbeans, before.mbeans, more);
        beyond("shutdown hook", hooks, before.hooks, more);
        return more;
    }

    private static void beyond(String kind, Map<String, Integer> now, Map<String, Integer> before, List<String> more) {
        now.forEach((name, count) -> {
            int added = count - before.getOrDefault(name, 0);
            if (added > 0) {
                more.add(added + " x " + kind + " " + name);
            }
        });
    }
}
