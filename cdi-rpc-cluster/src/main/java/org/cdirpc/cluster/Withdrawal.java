package org.cdirpc.cluster;

/**
 * Why an instance gets no calls of a service although it would answer them.
 *
 * @param key what was withdrawn
 * @param value why, and by whom
 */
public record Withdrawal(OverrideKey key, OverrideValue value) {

    /** In a few words: {@code in maintenance (new disks)} where it outlasts restarts, else {@code withdrawn by an operator}. */
    @Override
    public String toString() {
        String words = key.scope() == OverrideKey.Scope.NODE ? "in maintenance" : "withdrawn by an operator";
        return value.reason().isEmpty() ? words : words + " (" + value.reason() + ")";
    }
}
