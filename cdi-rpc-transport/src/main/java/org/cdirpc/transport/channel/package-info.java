/** Opaque messages over persistent multiplexed channels: the calling side ({@link org.cdirpc.transport.channel.ClientChannels}) and the accepting side ({@link org.cdirpc.transport.channel.Listener}). */
@NullMarked
package org.cdirpc.transport.channel;

import org.jspecify.annotations.NullMarked;
