package org.cdirpc.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A contract's version.
 *
 * @param major breaks its consumers when it changes; 0 to 65535
 * @param minor adds what older consumers need not know; 0 to 65535
 * @param patch changes nothing that a consumer sees; 0 to 65535
 * @throws IllegalArgumentException if a part is out of its range
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    /** The largest number in a version. */
    static final int MOST = 65_535;

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:\\.(\\d{1,5}))?(?:\\.(\\d{1,5}))?");

    public Version {
        requirePart(major);
        requirePart(minor);
        requirePart(patch);
    }

    /**
     * Reads {@code 1}, {@code 1.2} or {@code 1.2.3}; missing parts are 0.
     *
     * @throws IllegalArgumentException if the text has another form or a part is above 65535
     */
    public static Version parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed(text);
        }
        int[] parts = new int[3];
        for (int i = 0; i < parts.length; i++) {
            String part = form.group(i + 1);
            parts[i] = part == null ? 0 : Integer.parseInt(part);
            if (parts[i] > MOST) {
                throw malformed(text);
            }
        }
        return new Version(parts[0], parts[1], parts[2]);
    }

    /** Whether a provider of this version serves a consumer that needs the given one: same major, and not older. */
    public boolean serves(Version needed) {
        return major == needed.major && compareTo(needed) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    /** As {@link #parse} reads it; a patch of 0 is left out. */
    @Override
    public String toString() {
        return patch == 0 ? major + "." + minor : major + "." + minor + "." + patch;
    }

    private static IllegalArgumentException malformed(String text) {
        String excerpt = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new IllegalArgumentException("CDIRPC000005: version: \"" + excerpt
                + "\" (expected: major.minor or major.minor.patch, each from 0 to 65535, such as 1.2)");
    }

    private static void requirePart(int part) {
        if (part < 0 || part > MOST) {
            throw new IllegalArgumentException(
                    "CDIRPC000006: version part: " + part + " (expected: from 0 to " + MOST + ")");
        }
    }
}
