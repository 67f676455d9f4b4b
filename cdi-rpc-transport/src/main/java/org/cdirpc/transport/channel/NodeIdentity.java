package org.cdirpc.transport.channel;

/**
 * Who a node is, as told in the handshake.
 *
 * @param node the stable name, 1 to {@value #MAX_LENGTH} visible ASCII characters
 * @param instance the id of this start of the node, 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record NodeIdentity(String node, String instance) {

    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 255;

    public NodeIdentity {
        require("node", node);
        require("instance", instance);
    }

    /** Whether a text may stand in the handshake's headers as a node's name or an instance's id. */
    public static boolean valid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static void require(String what, String text) {
        if (!valid(text)) {
            throw ChannelMessages.MESSAGES.identityInvalid(what, text, MAX_LENGTH);
        }
    }
}
