package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.util.Objects;
import org.cdirpc.spi.Version;

/**
 * What one override is about. Each is an entry of its own, so that two operators who change different things at one time
 * never undo each other's work.
 *
 * @param scope whom the name names
 * @param name a node's name, which outlives restarts, or the id of one start of it; 1 to 256 characters
 * @param part of the instance
 * @param kind what is overridden
 * @throws IllegalArgumentException if the name is out of its range, or the weight is one of a single version
 */
public record OverrideKey(Scope scope, String name, ServicePart part, Kind kind) {

    /** How long an override lasts. */
    public enum Scope {
        /** Until it is taken back, over restarts of the node. */
        NODE,
        /** As long as this start of the node. */
        INSTANCE
    }

    /** What is overridden. */
    public enum Kind {
        /** Gets no calls. */
        WITHDRAWN,
        /** Gets another share of the calls. */
        WEIGHT
    }

    private static final int LINES = 6;

    public OverrideKey {
        Objects.requireNonNull(scope, "scope");
        Text.line("name of a node or instance", name, 1, 256);
        Objects.requireNonNull(part, "part");
        if (kind == Kind.WEIGHT && part.version() != null) {
            throw MESSAGES.weightOfVersion(part.toString());
        }
    }

    /** The key in the grid: a line each, none of which can have a line break of its own. */
    public String encode() {
        ServiceKey service = part.service();
        Version version = part.version();
        return String.join(
                "\n",
                scope.name(),
                name,
                kind.name(),
                service == null ? "" : service.name(),
                service == null ? "" : service.group(),
                version == null ? "" : version.toString());
    }

    /**
     * Reads a key that anyone in the cluster may have written.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static OverrideKey decode(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < LINES) {
            throw MESSAGES.overrideKey(Text.excerpt(text));
        }
        ServicePart part = lines[3].isEmpty()
                ? ServicePart.WHOLE
                : new ServicePart(
                        new ServiceKey(lines[3], lines[4]), lines[5].isEmpty() ? null : Version.parse(lines[5]));
        return new OverrideKey(Scope.valueOf(lines[0]), lines[1], part, Kind.valueOf(lines[2]));
    }
}
