package org.cdirpc.extension.client;

/**
 * The one-way calls that could not be sent and wait to be.
 *
 * @param queued how many wait now
 * @param capacity how many may
 * @param resent how many were sent later, since the node started
 * @param dropped how many were given up, or refused because there was no room
 */
public record FailbackState(int queued, int capacity, long resent, long dropped) {}
