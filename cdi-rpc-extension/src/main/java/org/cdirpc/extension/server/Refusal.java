package org.cdirpc.extension.server;

/**
 * Why a call is not let in.
 *
 * @param message what was full, and what helps
 * @param nanos when there may be room; 0 where that depends on how long other calls take
 */
record Refusal(String message, long nanos) {}
