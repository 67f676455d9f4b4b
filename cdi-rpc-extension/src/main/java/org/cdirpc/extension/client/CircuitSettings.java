package org.cdirpc.extension.client;

/**
 * When the circuit of a service opens.
 *
 * @param enabled whether it ever does
 * @param failurePercent from which share of failed calls on, from 1 to 100
 */
public record CircuitSettings(boolean enabled, int failurePercent) {

    /** From 80 of 100 calls on. */
    public static final CircuitSettings DEFAULTS = new CircuitSettings(true, 80);
}
