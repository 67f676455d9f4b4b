package org.cdirpc.cluster;

import static org.cdirpc.cluster.ClusterMessages.MESSAGES;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cdirpc.spi.VersionRange;

/**
 * Which calls of a service go to instances of certain versions: a share of all, or those with certain attachments.
 * Immutable.
 *
 * @param versions of the instances, the canary; where an instance serves several, the newest that fits the consumer counts
 * @param percent the share of the calls, from 0 to 100 in steps of 0.0001; 100 for a rule by attachments
 * @param attachments what a call must carry to be meant; empty for a rule by share; at most {@link #MAX_ATTACHMENTS}
 * @throws IllegalArgumentException if a member is out of its range
 */
public record CanaryRule(VersionRange versions, double percent, Map<String, String> attachments) {

    /** The most attachments that a rule asks for. */
    public static final int MAX_ATTACHMENTS = 8;

    /** So many steps are one percent. */
    static final double STEPS = 10_000;

    private static final int LONGEST = 256;
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?%");
    /** An interval, which may have blanks in it, or a version; then what the rule says of calls. */
    private static final Pattern FORM = Pattern.compile("([\\[(][^\\])]*[\\])]|[^\\s\\[(]+)\\s*(.*)", Pattern.DOTALL);

    public CanaryRule {
        if (!(percent >= 0 && percent <= 100) || Math.round(percent * STEPS) / STEPS != percent) {
            throw MESSAGES.canaryPercent(versions.toString(), Double.toString(percent));
        }
        if (!attachments.isEmpty() && percent != 100) {
            throw MESSAGES.canaryPercentOfAttachments(versions.toString(), plain(percent));
        }
        Text.within("number of attachments in a canary rule", attachments.size(), 0, MAX_ATTACHMENTS);
        // Sorted, so that equal rules have equal texts.
        attachments = Collections.unmodifiableMap(new TreeMap<>(attachments));
        attachments.forEach((key, value) -> {
            if (!isWord(key) || key.contains("=") || key.contains(" ") || !isWord(value)) {
                throw MESSAGES.canaryAttachment(versions.toString(), Text.excerpt(key + "=" + value));
            }
        });
    }

    /** So much of all calls. */
    public static CanaryRule ofShare(VersionRange versions, double percent) {
        return new CanaryRule(versions, percent, Map.of());
    }

    /** All calls with these attachments; at least one. */
    public static CanaryRule ofCalls(VersionRange versions, Map<String, String> attachments) {
        if (attachments.isEmpty()) {
            throw MESSAGES.canaryAttachment(versions.toString(), "");
        }
        return new CanaryRule(versions, 100, attachments);
    }

    /**
     * Reads {@code <versions> <percent>%} or {@code <versions> <key>=<value>[,<key>=<value>]}, with versions as {@link
     * VersionRange#parse} reads them.
     *
     * @throws IllegalArgumentException if the text has another form or a part is out of its range
     */
    public static CanaryRule parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw MESSAGES.canaryRule(Text.excerpt(text), "");
        }
        VersionRange versions;
        try {
            versions = VersionRange.parse(form.group(1));
        } catch (IllegalArgumentException wrong) {
            throw MESSAGES.canaryRule(Text.excerpt(text), ": " + wrong.getMessage());
        }
        String calls = form.group(2).strip();
        var percent = PERCENT.matcher(calls);
        if (percent.matches()) {
            return ofShare(versions, Double.parseDouble(percent.group(1)));
        }
        Map<String, String> attachments = new TreeMap<>();
        for (String pair : calls.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw MESSAGES.canaryRule(Text.excerpt(text), "");
            }
            String before = attachments.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
            if (before != null) {
                throw MESSAGES.canaryRule(
                        Text.excerpt(text),
                        ": " + pair.substring(0, equals).strip() + " is there twice, and a call carries it once");
            }
        }
        return ofCalls(versions, attachments);
    }

    private static boolean isWord(String text) {
        boolean word = !text.isEmpty() && text.length() <= LONGEST && text.equals(text.strip());
        for (int i = 0; word && i < text.length(); i++) {
            char c = text.charAt(i);
            word = !Character.isISOControl(c) && !Character.isSurrogate(c) && c != ',' && c != ';';
        }
        return word;
    }

    static String plain(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return versions + " "
                + (attachments.isEmpty()
                        ? plain(percent) + "%"
                        : attachments.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(",")));
    }
}
