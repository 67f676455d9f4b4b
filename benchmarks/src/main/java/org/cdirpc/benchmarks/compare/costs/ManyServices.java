package org.cdirpc.benchmarks.compare.costs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contracts that differ in nothing but their names, and extend {@link OrderPlacing}. */
final class ManyServices {

    /** The most that are called. */
    static final int MOST = 256;

    private ManyServices() {}

    /** All of them. */
    static List<Class<?>> contracts() throws IOException, ClassNotFoundException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < MOST; i++) {
            sources.put(
                    "costs.Service" + i,
                    "package costs; @org.cdirpc.Remote public interface Service" + i + " extends "
                            + OrderPlacing.class.getName() + " {}");
        }
        return ClassesInMemory.compile(sources).all(sources.keySet());
    }
}
