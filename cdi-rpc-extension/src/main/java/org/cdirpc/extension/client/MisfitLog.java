package org.cdirpc.extension.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cdirpc.extension.call.BindAnswer;

/**
 * Says once what does not fit: a fleet of one version would say the same of each instance, and of each channel again.
 * Thread-safe.
 */
final class MisfitLog {

    /** Versions come from outside; more are not told apart. */
    private static final int MOST = 64;

    private static final int MOST_REASONS = 10;

    private record Said(String version, boolean refused, Set<Integer> methods) {}

    private final String service;
    private final Set<Said> said = ConcurrentHashMap.newKeySet();

    MisfitLog(String service) {
        this.service = service;
    }

    void refused(BindAnswer answer, String peer) {
        if (isNew(answer)) {
            ClientLog.LOG.serviceRefused(service, peer, answer.refused());
        }
    }

    void misfits(BindAnswer answer, String peer) {
        if (isNew(answer)) {
            Map<Integer, String> inOrder = new TreeMap<>(answer.misfits());
            String reasons = inOrder.values().stream().limit(MOST_REASONS).collect(Collectors.joining("; "));
            int more = inOrder.size() - MOST_REASONS;
            ClientLog.LOG.methodMisfit(
                    service,
                    inOrder.size(),
                    answer.version(),
                    peer,
                    more > 0 ? ClientMessages.TEXT.andMore(reasons, more) : reasons);
        }
    }

    private boolean isNew(BindAnswer answer) {
        return said.size() < MOST
                && said.add(new Said(
                        answer.version(),
                        !answer.refused().isEmpty(),
                        answer.misfits().keySet()));
    }
}
