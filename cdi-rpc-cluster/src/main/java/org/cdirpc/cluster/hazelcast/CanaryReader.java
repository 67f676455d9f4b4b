package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.cdirpc.cluster.CanaryRules;
import org.cdirpc.cluster.CanaryTable;
import org.cdirpc.cluster.ServiceKey;

/** Reads the grid's canary rules into a table. Used by one thread, but for {@link #unreadable}. */
final class CanaryReader implements MapFollower.Content {

    private static final int MOST_SERVICES = 10_000;

    private final Grid grid;
    private final CanaryTable table;
    private final Skipped skipped = new Skipped(HazelcastCanaries.MAP, LOG::canaryMalformed);

    CanaryReader(Grid grid, CanaryTable table) {
        this.grid = grid;
        this.table = table;
    }

    @Override
    public void read() {
        Map<ServiceKey, CanaryRules> rules = new HashMap<>();
        grid.read((key, value) -> saw(key, value, rules), this::report);
        table.replace(rules);
    }

    @Override
    public void unreadable(String reason) {
        LOG.canariesUnreadable(reason);
    }

    @Override
    public String notRead(long millis, String reason) {
        return MESSAGES.canariesNotRead(millis, reason);
    }

    private void saw(String key, byte[] value, Map<ServiceKey, CanaryRules> rules) {
        if (rules.size() >= MOST_SERVICES) {
            skipped.report("", "there are " + MOST_SERVICES + " others already");
            return;
        }
        try {
            int line = key.indexOf('\n');
            ServiceKey service = line < 0
                    ? new ServiceKey(key, "")
                    : new ServiceKey(key.substring(0, line), key.substring(line + 1));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            CanaryRules read = CanaryRules.parse(text);
            if (!read.isEmpty()) {
                rules.put(service, read);
            }
            skipped.forget(key.replace('\n', '@'));
        } catch (CharacterCodingException malformed) {
            report(key, "it is no UTF-8");
        } catch (IllegalArgumentException malformed) {
            report(key, String.valueOf(malformed.getMessage()));
        }
    }

    /** A line break stands between service and group. */
    private void report(String key, String reason) {
        skipped.report(key.replace('\n', '@'), reason);
    }
}
