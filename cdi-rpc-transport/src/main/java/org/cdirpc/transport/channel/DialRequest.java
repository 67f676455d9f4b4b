package org.cdirpc.transport.channel;

import org.jspecify.annotations.Nullable;

/**
 * What is dialled.
 *
 * @param host a name or an address
 * @param port from 1 to 65,535
 * @param self who dials
 * @param expectedInstance who must answer, or null for whoever does
 */
public record DialRequest(
        String host, int port, NodeIdentity self, @Nullable String expectedInstance) {}
