package org.cdirpc.extension.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;

/** Names: the one of this process, and the known key that an unknown one was probably meant to be. */
final class RpcConfigNames {

    private RpcConfigNames() {}

    /** The host's name and the process id: unique per start, so routing by key wants a configured name instead. */
    static String ofThisProcess() {
        return (hostName() + "-" + ProcessHandle.current().pid()).replaceAll("[^\\p{Alnum}._-]", "_");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve, as in many containers: any name will do.
            return "localhost";
        }
    }

    /** The known key nearest to an unknown one. */
    static String nearestTo(String unknown) {
        return RpcConfigKeys.ALL.stream()
                .map(RpcConfigKey::name)
                .min(Comparator.comparingInt(name -> distance(name, unknown)))
                .orElseThrow();
    }

    /** Levenshtein's distance, in two rows. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
