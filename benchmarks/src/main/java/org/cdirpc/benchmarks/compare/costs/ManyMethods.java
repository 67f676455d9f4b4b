package org.cdirpc.benchmarks.compare.costs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contracts of a hundred methods each, with records of their own: parameters and results of every sort that contracts
 * have, nothing of it twice within a contract.
 */
final class ManyMethods {

    /** The methods of a contract. */
    static final int PER_CONTRACT = 100;

    private static final String[] TYPES = {
        "String",
        "int",
        "long",
        "Item",
        "List<Item>",
        "Optional<String>",
        "Map<String, Item>",
        "boolean",
        "Instant",
        "Sort"
    };

    private ManyMethods() {}

    /** So many of them; the first method of each is {@code String m0(String a, int b)}. */
    static List<Class<?>> contracts(int count) throws IOException, ClassNotFoundException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            sources.put("costs.Contract" + i, source(i));
        }
        return ClassesInMemory.compile(sources).all(sources.keySet());
    }

    private static String source(int contract) {
        StringBuilder text = new StringBuilder("package costs;\n"
                + "import java.time.Instant; import java.util.List; import java.util.Map; import java.util.Optional;\n"
                + "@org.cdirpc.Remote public interface Contract" + contract + " {\n"
                + "  enum Sort { NEW, USED }\n"
                + "  record Part(String name, int count, Sort sort) {}\n"
                + "  record Item(long number, String name, Instant made, List<Part> parts, Part main) {}\n");
        for (int i = 0; i < PER_CONTRACT; i++) {
            text.append("  ").append(TYPES[i / TYPES.length]).append(" m").append(i);
            text.append("(").append(TYPES[i / TYPES.length]).append(" a, ");
            text.append(TYPES[(i + 1) % TYPES.length]).append(" b);\n");
        }
        return text.append("}\n").toString();
    }
}
