package org.cdirpc.spi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions that will do. Immutable.
 *
 * @param least the oldest
 * @param leastIncluded whether that itself is one of them
 * @param most where they end; empty if they do not
 * @param mostIncluded whether that itself is one of them
 * @throws IllegalArgumentException if no version lies between
 */
public record VersionRange(Version least, boolean leastIncluded, Optional<Version> most, boolean mostIncluded) {

    private static final Pattern INTERVAL = Pattern.compile("([\\[(])([^,\\[\\]()]*)(,)?([^,\\[\\]()]*)([])])");

    public VersionRange {
        // Without an end there is nothing to include, and equal ranges are equal.
        mostIncluded &= most.isPresent();
        if (most.isPresent()) {
            int order = least.compareTo(most.get());
            if (order > 0 || (order == 0 && !(leastIncluded && mostIncluded))) {
                throw new IllegalArgumentException("CDIRPC000008: version range from " + least + " to " + most.get()
                        + " (expected: one that some version lies in, such as [1.2,2))");
            }
        }
    }

    /** What serves consumers of a version: the same major version, and not older. */
    public static VersionRange servedBy(Version needed) {
        return new VersionRange(
                needed,
                true,
                needed.major() == Version.MOST ? Optional.empty() : Optional.of(new Version(needed.major() + 1, 0, 0)),
                false);
    }

    /**
     * Reads a version, which stands for {@link #servedBy}, or an interval as Maven and OSGi write it: {@code [1.2,2)}
     * (from 1.2, before 2.0), {@code [1.2,1.4]}, {@code [1.2,)} (1.2 and all later), {@code [1.2]} (1.2 alone); {@code (}
     * and {@code )} leave their version out. Spaces may be around versions.
     *
     * @throws IllegalArgumentException if the text has another form, or no version lies in it
     */
    public static VersionRange parse(String text) {
        Matcher form = INTERVAL.matcher(text.strip());
        if (!form.matches()) {
            if (text.contains(",") || text.contains("[") || text.contains("(")) {
                throw malformed(text);
            }
            return servedBy(Version.parse(text.strip()));
        }
        boolean from = form.group(1).equals("[");
        boolean to = form.group(5).equals("]");
        Version least = version(form.group(2));
        Version most = version(form.group(4));
        if (form.group(3) == null) {
            if (least == null || !from || !to) {
                throw malformed(text);
            }
            return new VersionRange(least, true, Optional.of(least), true);
        }
        if (most == null && to) {
            throw malformed(text);
        }
        return least == null
                ? new VersionRange(new Version(0, 0, 0), true, Optional.ofNullable(most), to)
                : new VersionRange(least, from, Optional.ofNullable(most), to);
    }

    private static @Nullable Version version(String text) {
        return text.isBlank() ? null : Version.parse(text.strip());
    }

    /** Whether a version is one of them. */
    public boolean contains(Version version) {
        int low = version.compareTo(least);
        if (low < 0 || (low == 0 && !leastIncluded)) {
            return false;
        }
        if (most.isEmpty()) {
            return true;
        }
        int high = version.compareTo(most.get());
        return high < 0 || (high == 0 && mostIncluded);
    }

    /** As {@link #parse} reads it: a single version where that says the same. */
    @Override
    public String toString() {
        if (equals(servedBy(least))) {
            return least.toString();
        }
        if (most.isPresent() && most.get().equals(least)) {
            return "[" + least + "]";
        }
        return (leastIncluded ? "[" : "(") + least + ","
                + most.map(Version::toString).orElse("") + (mostIncluded ? "]" : ")");
    }

    private static IllegalArgumentException malformed(String text) {
        String excerpt = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new IllegalArgumentException("CDIRPC000007: version range: \"" + excerpt
                + "\" (expected: a version such as 1.2, or an interval such as [1.2,2) or [1.2])");
    }
}
