package org.cdirpc.transport.channel;

/**
 * The node at the other end of an accepted channel, as it says itself.
 *
 * @param node its stable name
 * @param instance its instance id
 * @param address where it dialled from, as text
 * @param capabilities the bits of {@link org.cdirpc.transport.frame.Wire} that it has, and unknown ones
 */
public record PeerInfo(String node, String instance, String address, long capabilities) {}
