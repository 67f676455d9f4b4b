package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

/**
 * The rhythm of a store of contracts. The grid counts in whole seconds, so that an entry may end up to one too early.
 *
 * @param beatMillis how often what the node uses is written, and its contracts are looked for, 100 to 60000; 10000 by
 *     default
 * @param usesMillis how long the uses of a node stay that writes them no more, at least three beats, 3000 to 600000; 30000
 *     by default
 * @param renewMillis how often the node's contracts are written again, 100 to 3600000; 600000 by default
 * @param contractsMillis how long a contract stays that nobody writes any more, at least three renewals, 3000 to
 *     86400000; 3600000 by default
 * @param timeoutMillis how long one operation may take, 100 to 60000; 5000 by default. Publishing may take four times as
 *     long: at the start of a whole fleet the grid is busy with itself
 */
public record ContractStoreSettings(
        long beatMillis, long usesMillis, long renewMillis, long contractsMillis, long timeoutMillis) {

    public ContractStoreSettings {
        within("beat interval of the contract store", beatMillis, 100, 60_000);
        within("lease of uses", usesMillis, Math.max(3000, 3 * beatMillis), 600_000);
        within("renewal interval of contracts", renewMillis, 100, 3_600_000);
        within("lease of contracts", contractsMillis, Math.max(3000, 3 * renewMillis), 86_400_000);
        within("timeout of the contract store", timeoutMillis, 100, 60_000);
    }

    /** The defaults, with the registry's time limit. */
    public static ContractStoreSettings within(long timeoutMillis) {
        return new ContractStoreSettings(10_000, 30_000, 600_000, 3_600_000, timeoutMillis);
    }

    /** How long publishing may take, in milliseconds. */
    long startMillis() {
        return 4 * timeoutMillis;
    }

    private static void within(String what, long millis, long min, long max) {
        if (millis < min || millis > max) {
            throw MESSAGES.setting(what, millis + " ms", "from " + min + " to " + max + " ms");
        }
    }
}
