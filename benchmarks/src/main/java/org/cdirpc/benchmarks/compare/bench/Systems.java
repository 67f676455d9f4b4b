package org.cdirpc.benchmarks.compare.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.cdirpc.benchmarks.compare.Contender;

/** The systems that can be compared. */
final class Systems {

    /** All names, in the order of reports; bin/bench reads this line too. */
    static final String NAMES =
            "cdi-rpc cdi-rpc-nonblocking raw-socket grpc-direct grpc-default dubbo-hessian2 dubbo-fastjson2 dubbo-triple hessian rest-json";

    /** What a short comparison takes. */
    static final List<String> QUICK = List.of("cdi-rpc", "cdi-rpc-nonblocking", "raw-socket", "grpc-direct");

    private static final Map<String, String> NOTES = new LinkedHashMap<>();

    static {
        NOTES.put(
                "cdi-rpc",
                "Weld SE in both JVMs, an application-scoped bean, an injected proxy, embedded Hazelcast on loopback; all defaults but the port and the cluster's name. The contract is an interface and its records.");
        NOTES.put("cdi-rpc-nonblocking", "The same, with a bean class that carries @NonBlocking.");
        NOTES.put(
                "raw-socket",
                "Not a product but the floor: blocking sockets, bytes of the same number as cdi-rpc's frames, no objects, no encoding. A thread and a connection per caller; for asynchronous calls, one pipelined connection.");
        NOTES.put(
                "grpc-direct",
                "grpc-java with generated protobuf types, its own Netty, a direct executor on both sides, blocking and asynchronous stubs.");
        NOTES.put("grpc-default", "The same with the default executors.");
        NOTES.put("dubbo-hessian2", "Apache Dubbo, dubbo protocol, hessian2 serialization.");
        NOTES.put("dubbo-fastjson2", "Apache Dubbo, dubbo protocol, fastjson2 serialization.");
        NOTES.put("dubbo-triple", "Apache Dubbo, triple protocol.");
        NOTES.put("hessian", "Hessian over HTTP; has no asynchronous calls.");
        NOTES.put("rest-json", "REST with JSON over HTTP/1.1.");
    }

    private Systems() {}

    static List<String> all() {
        return List.of(NAMES.split(" "));
    }

    /** Those of this build, in the order of reports. */
    static List<String> built() {
        Set<String> found = ServiceLoader.load(Contender.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
        return all().stream().filter(found::contains).toList();
    }

    /** How the system was set up, for the report. */
    static String note(String system) {
        return NOTES.getOrDefault(system, "");
    }
}
