package org.cdirpc.cluster.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.ServiceOffer;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why no instance took a call, accounting for every instance known. */
final class Explanation {

    /** More different reasons than this say nothing more. */
    private static final int MOST_REASONS = 8;

    private final Requirement requirement;
    private final View view;
    private final long nowNanos;
    private final Function<String, @Nullable String> misfitOf;

    Explanation(Requirement requirement, View view, long nowNanos, Function<String, @Nullable String> misfitOf) {
        this.misfitOf = misfitOf;
        this.requirement = requirement;
        this.view = view;
        this.nowNanos = nowNanos;
    }

    String of(Candidates<?> candidates, Set<String> tried) {
        String what = requirement.key() + " " + requirement.range() + ": ";
        if (candidates.known() == 0) {
            return what + nobody() + staleness();
        }
        Map<String, Ejection> ejections = new HashMap<>();
        for (Contender<?> contender : candidates.whole().ejected()) {
            Ejection ejection = contender.load().health().ejection();
            if (ejection != null) {
                ejections.put(contender.instance().instanceId(), ejection);
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Instance instance : view.instancesOf(requirement.key())) {
            counts.merge(reason(instance, ejections.get(instance.instanceId()), tried), 1, Integer::sum);
        }
        String reasons = counts.entrySet().stream()
                .limit(MOST_REASONS)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        int others = counts.values().stream()
                .skip(MOST_REASONS)
                .mapToInt(Integer::intValue)
                .sum();
        return what
                + candidates.known()
                + (candidates.known() == 1 ? " instance known: " : " instances known: ")
                + reasons
                + (others > 0 ? ", " + others + " for other reasons" : "")
                + staleness();
    }

    private String reason(Instance instance, @Nullable Ejection ejection, Set<String> tried) {
        Sighting seen = view.sighting(instance.instanceId());
        return switch (Eligibility.of(instance, requirement, view)) {
            case DRAINING -> "draining";
            case WITHDRAWN -> String.valueOf(Eligibility.withdrawal(instance, requirement, view));
            case OTHER_VERSION -> served(instance);
            case ELIGIBLE -> passedOver(instance, seen, ejection, tried);
        };
    }

    private String passedOver(Instance instance, Sighting seen, @Nullable Ejection ejection, Set<String> tried) {
        String misfit = misfitOf.apply(instance.instanceId());
        if (misfit != null) {
            return "contract mismatch at " + misfit;
        }
        String suffix = tried.contains(instance.instanceId()) ? "" : ", not tried";
        if (seen.link() == Sighting.Link.UNREACHABLE) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - seen.sinceNanos());
            return "unreachable since " + seconds + " s (" + seen.reason() + ")" + suffix;
        }
        if (ejection != null) {
            return ejected(ejection) + suffix;
        }
        if (seen.link() == Sighting.Link.STALLED) {
            return "stalled (" + seen.reason() + ")" + suffix;
        }
        if (view.hasDeparted(instance.instanceId())) {
            return "no longer announced and tried already" + suffix;
        }
        return "tried already by this call" + suffix;
    }

    private String ejected(Ejection ejection) {
        // Rounded up: an ejection that lasts is never "for another 0 s".
        long seconds = (ejection.trialNanos() - nowNanos + 999_999_999) / 1_000_000_000;
        String until = seconds > 0 ? " for another " + seconds + " s" : " until a trial call is answered";
        return "ejected" + until + " (" + ejection.reason() + ")";
    }

    private String served(Instance instance) {
        List<Version> versions = instance.offers().stream()
                .filter(offer -> offer.key().equals(requirement.key()))
                .map(ServiceOffer::version)
                .sorted()
                .toList();
        Version newest = versions.get(versions.size() - 1);
        String list = versions.stream().map(Version::toString).collect(Collectors.joining(" and "));
        VersionRange range = requirement.range();
        Version least = range.least();
        if (!VersionRange.servedBy(least).equals(range)) {
            return "serves " + list + " (outside " + range + ")";
        }
        boolean sameMajor = versions.stream().anyMatch(version -> version.major() == least.major());
        boolean older = sameMajor || newest.compareTo(least) < 0;
        return "serves " + list + (older ? " (older than " : " (another major version than ") + least + ")";
    }

    private String nobody() {
        ServiceKey key = requirement.key();
        String groups = view.snapshot().services().stream()
                .filter(other -> other.name().equals(key.name()))
                .map(other -> other.group().isEmpty() ? "the nameless one" : "'" + other.group() + "'")
                .sorted()
                .limit(MOST_REASONS)
                .collect(Collectors.joining(", "));
        String group = key.group().isEmpty() ? "the nameless group" : "group '" + key.group() + "'";
        return "no instance known: nobody announces this service in " + group
                + (groups.isEmpty() ? "" : ", but it is announced in " + groups)
                + "; check that a provider is started, that it has the same cluster name and that it has the same group ("
                + view.snapshot().instances().size() + " instances of other services are known)";
    }

    private String staleness() {
        return view.snapshot().stale()
                ? "; the registry is out of reach, so this is its last good state and may be behind"
                : "";
    }
}
