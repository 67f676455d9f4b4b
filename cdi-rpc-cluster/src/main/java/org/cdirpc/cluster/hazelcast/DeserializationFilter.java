package org.cdirpc.cluster.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;

/** What the grid may read by Java deserialization. */
final class DeserializationFilter {

    private DeserializationFilter() {}

    /**
     * Java deserialization of what the grid itself sends, its exceptions and what they are made of, and of nothing else:
     * no class of an application or of another library. All of the grid's own are allowed, for what it may answer with is
     * spread over its packages, and one that is refused ends an operation that it would have repeated. The list must not
     * be empty: with the defaults off, an empty one lets every class in.
     */
    static JavaSerializationFilterConfig ofTheGrid() {
        ClassFilter allowed = new ClassFilter()
                .addPrefixes("com.hazelcast.")
                .addPackages("java.lang")
                .addClasses(
                        "[Ljava.lang.StackTraceElement;",
                        "[Ljava.lang.Throwable;",
                        "java.io.EOFException",
                        "java.io.IOException",
                        "java.util.ArrayList",
                        "java.util.Collections$EmptyList",
                        "java.util.Collections$UnmodifiableCollection",
                        "java.util.Collections$UnmodifiableList",
                        "java.util.Collections$UnmodifiableRandomAccessList",
                        "java.util.ConcurrentModificationException",
                        "java.util.NoSuchElementException",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.ExecutionException",
                        "java.util.concurrent.RejectedExecutionException",
                        "java.util.concurrent.TimeoutException");
        // Other people's libraries inside the grid's jar, and engines that are off.
        ClassFilter refused =
                new ClassFilter().addPrefixes("com.hazelcast.shaded.", "com.hazelcast.jet.", "com.hazelcast.sql.");
        return new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(allowed)
                .setBlacklist(refused);
    }
}
