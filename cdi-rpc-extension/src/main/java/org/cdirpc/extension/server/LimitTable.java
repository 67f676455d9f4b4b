package org.cdirpc.extension.server;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.RpcLimit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the limits of methods: configured ones, which all versions of a service and all overloads of a name share, and
 * those of the bean's annotations, as far as nothing is configured instead. Used by one thread, at start.
 */
final class LimitTable {

    private static final int MOST_CONCURRENT = 1_000_000;
    private static final int MOST_PER_SECOND = 10_000_000;

    private final Map<String, ServiceLimits> configured;
    private final long now = System.nanoTime();
    private final Map<String, LiveLimit> shared = new HashMap<>();
    private final Map<Export, LiveLimit> annotated = new HashMap<>();

    /**
     * A table.
     *
     * @param configured by service
     */
    LimitTable(Map<String, ServiceLimits> configured) {
        this.configured = configured;
    }

    /** The limits of a method; null if there are none. */
    @Nullable
    MethodLimits of(Export export, Method method) {
        String service = export.contract().service();
        ServiceLimits given = configured.getOrDefault(service, ServiceLimits.NONE);
        CallLimit givenToMethod = given.methods().getOrDefault(method.getName(), CallLimit.NONE);
        String name = service + "." + method.getName();
        List<LiveLimit> limits = new ArrayList<>();

        // The narrowest first: what it refuses takes nothing of what others share.
        CallLimit own = limitOf(name, export.access().limit(method)).without(givenToMethod);
        if (!own.isNone()) {
            limits.add(new LiveLimit(name, own, null, now));
        }
        if (!givenToMethod.isNone()) {
            limits.add(shared.computeIfAbsent(name, of -> new LiveLimit(of, givenToMethod, null, now)));
        }
        CallLimit ofBean = limitOf(export.bean(), export.access().limit()).without(given.all());
        if (!ofBean.isNone()) {
            limits.add(annotated.computeIfAbsent(export, of -> new LiveLimit(service, ofBean, null, now)));
        }
        if (!given.all().isNone() || given.cluster() != null) {
            limits.add(shared.computeIfAbsent(
                    "service " + service, of -> new LiveLimit(service, given.all(), given.cluster(), now)));
        }
        return limits.isEmpty() ? null : new MethodLimits(limits);
    }

    private static CallLimit limitOf(String of, @Nullable RpcLimit annotation) {
        if (annotation == null) {
            return CallLimit.NONE;
        }
        int concurrent = annotation.concurrent();
        int perSecond = annotation.perSecond();
        if (concurrent < 0 || concurrent > MOST_CONCURRENT || perSecond < 0 || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException(
                    ServerMessages.TEXT.wrongLimit(of, concurrent, perSecond, MOST_CONCURRENT, MOST_PER_SECOND));
        }
        return new CallLimit(concurrent, perSecond);
    }
}
