package org.cdirpc.faults.node;

import java.util.ArrayList;
import java.util.List;

/**
 * One provider under many names. A node has one channel to each endpoint, and 10,000 processes with one channel each have
 * no room on this machine; so a consumer is told of the loopback address in many spellings (IPv4-mapped, RFC 4291 2.5.5.2,
 * with more or fewer leading zeros in five of its groups, 2.2), and takes them for as many providers.
 */
public final class Spellings {

    /** The system property that says in how many spellings each endpoint is given to each node. */
    public static final String COUNT = "faults.spellings";

    /** As many as there are. */
    static final int MOST = 1 << 10;

    private static final List<String> ZEROS = List.of("0", "00", "000", "0000");
    private static final String LOOPBACK = "127.0.0.1:";

    private Spellings() {}

    /** Each of these endpoints, {@code 127.0.0.1:port}, in so many spellings, as configuration writes them. */
    static String of(String endpoints, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(COUNT + ": " + count + " (expected: from 1 to " + MOST + ")");
        }
        List<String> all = new ArrayList<>();
        for (String endpoint : endpoints.split(",")) {
            if (!endpoint.startsWith(LOOPBACK)) {
                throw new IllegalArgumentException(endpoint + " (expected: " + LOOPBACK + "<port>)");
            }
            for (int i = 0; i < count; i++) {
                StringBuilder address = new StringBuilder("[");
                for (int group = 0; group < 5; group++) {
                    address.append(ZEROS.get(i >> 2 * group & 3)).append(':');
                }
                all.add(address + "ffff:7f00:1]:" + endpoint.substring(LOOPBACK.length()));
            }
        }
        return String.join(",", all);
    }
}
