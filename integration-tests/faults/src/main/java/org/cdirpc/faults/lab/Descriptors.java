package org.cdirpc.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a process holds of the network at one moment, as the kernel says it from outside: the process is not asked, and
 * so not disturbed, and a socket counts until its descriptor is closed. Also for a process in a namespace of its own.
 * IPv4 only, as all processes of the lab are.
 *
 * @param others descriptors that are neither sockets nor files: selectors and what wakes them, pipes
 * @param sockets the inodes of its sockets, whatever they are for
 * @param established those of them that are established connections of TCP, with the port of either end
 * @param dialling those that wait for the answer to a SYN
 */
public record Descriptors(int others, Set<Long> sockets, Map<Long, Set<Integer>> established, Set<Long> dialling) {

    private static final String SOCKET = "socket:[";
    private static final String ESTABLISHED = "01";
    private static final String SYN_SENT = "02";
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEX = 16;

    /** Of the process with this id. */
    public static Descriptors of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        // The table first: a socket that is closed in between is in the table only, and does not count.
        List<String> table = Files.readAllLines(process.resolve("net/tcp"));
        Set<Long> sockets = new HashSet<>();
        int others = 0;
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                String target = target(descriptor);
                if (target.startsWith(SOCKET)) {
                    sockets.add(Long.parseLong(target.substring(SOCKET.length(), target.length() - 1)));
                } else if (!target.isEmpty() && !target.startsWith("/")) {
                    others++;
                }
            }
        }
        return of(others, sockets, table);
    }

    static Descriptors of(int others, Set<Long> sockets, List<String> table) {
        Map<Long, Set<Integer>> established = new HashMap<>();
        Set<Long> dialling = new HashSet<>();
        for (String line : table.subList(1, table.size())) {
            String[] words = line.strip().split("\\s+");
            long inode = Long.parseLong(words[INODE]);
            if (!sockets.contains(inode)) {
                continue;
            }
            if (words[STATE].equals(ESTABLISHED)) {
                established.put(inode, Set.of(port(words[LOCAL]), port(words[REMOTE])));
            } else if (words[STATE].equals(SYN_SENT)) {
                dialling.add(inode);
            }
        }
        return new Descriptors(others, sockets, established, dialling);
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEX);
    }

    /** The established connections that this port is an end of. */
    public Set<Long> established(int port) {
        Set<Long> all = new HashSet<>();
        established.forEach((inode, ports) -> {
            if (ports.contains(port)) {
                all.add(inode);
            }
        });
        return all;
    }

    /** All but files, and but those that wait for the answer to a SYN. */
    public int settled() {
        return others + sockets.size() - dialling.size();
    }
}
