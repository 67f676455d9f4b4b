package org.cdirpc.transport.shape;

/**
 * What one side writes and the other does not read as the same.
 *
 * @param path where, such as {@code argument 1, Order.lines[].price}
 * @param written what is written there, in words such as {@code int64} or {@code nothing}
 * @param read what is read there, likewise
 * @param fix what would make it fit
 */
public record Misfit(String path, String written, String read, String fix) {}
