package org.cdirpc.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This node's part of one service's rate; {@link RateShares} has the rule. Not thread-safe. */
final class RateShare {

    /** The part of the limit that is shared evenly, whoever is asked how much. */
    private static final double EVEN = 0.1;

    private static final double WEIGHT = 0.5;

    private record Other(long beat, long seenNanos, long asked) {}

    private final String instance;
    private final String service;
    private final double limit;
    private final RateMeter meter;
    private final RateHistory history = new RateHistory(RateShares.MEMORY_NANOS);
    private final Map<String, Other> others = new HashMap<>();

    private long beat;
    private long lastNanos;
    private long lastAsked;
    private long lastAdmitted;
    private double asked;
    private double admitted;
    private int providers = 1;
    private boolean shares;
    private boolean alone;
    private long sharesSince;

    RateShare(String instance, String service, double limit, RateMeter meter, long now) {
        this.instance = instance;
        this.service = service;
        this.limit = limit;
        this.meter = meter;
        this.lastNanos = now;
        meter.part(limit * EVEN);
    }

    /** What to tell the others: smoothed, or the rates of seldom calls would jump. */
    RateUse measure(long now) {
        double seconds = Math.max(1, now - lastNanos) / 1e9;
        long askedNow = meter.asked();
        long admittedNow = meter.admitted();
        asked += WEIGHT * ((askedNow - lastAsked) / seconds - asked);
        admitted += WEIGHT * (Math.max(0, admittedNow - lastAdmitted) / seconds - admitted);
        lastNanos = now;
        lastAsked = askedNow;
        lastAdmitted = admittedNow;
        RateUse use = new RateUse(instance, service, ++beat, Math.round(asked * 1000), Math.round(admitted * 1000));
        history.tell(now, use.beat(), use.asked());
        return use;
    }

    /** Takes the part that is due by what was told; null if that is not known. */
    void share(@Nullable Collection<RateUse> told, long now) {
        if (told == null || !see(told, now)) {
            if (shares) {
                alone = true;
                meter.part(limit / providers);
            }
            return;
        }
        if (alone || !shares) {
            // The others did not see what this node told meanwhile, so it is new to them.
            alone = false;
            shares = true;
            sharesSince = now;
        }
        providers = 1
                + (int) others.values().stream()
                        .filter(other -> !isSilent(other, now))
                        .count();
        meter.part(part(now));
    }

    /** Whether what was told shows that the others can read what this node tells. */
    private boolean see(Collection<RateUse> told, long now) {
        boolean seen = false;
        Set<String> present = new HashSet<>();
        for (RateUse use : told) {
            if (!use.service().equals(service)) {
                continue;
            }
            if (use.instance().equals(instance)) {
                seen = history.isRecent(use.beat());
                continue;
            }
            present.add(use.instance());
            Other known = others.get(use.instance());
            if (known == null || known.beat != use.beat()) {
                others.put(use.instance(), new Other(use.beat(), now, use.asked()));
            }
        }
        others.entrySet().removeIf(each -> isSilent(each.getValue(), now) && !present.contains(each.getKey()));
        return seen;
    }

    /**
     * By how long it stands still here, so that no two clocks are compared. Absence says nothing: a partition of the grid
     * may have been lost with what was told. Nor does presence: what a lost node told stays for a while.
     */
    private static boolean isSilent(Other other, long now) {
        return now - other.seenNanos >= RateShares.SILENCE_NANOS;
    }

    private double part(long now) {
        double even = limit * EVEN / providers;
        if (now - sharesSince < RateShares.MEMORY_NANOS || !history.isGrown(now)) {
            return even;
        }
        double own = history.least(now);
        double all = own;
        for (Other other : others.values()) {
            all += isSilent(other, now) ? 0 : other.asked;
        }
        double share = all > 0 ? own / all : 1.0 / providers;
        return even + (1 - EVEN) * limit * share;
    }
}
