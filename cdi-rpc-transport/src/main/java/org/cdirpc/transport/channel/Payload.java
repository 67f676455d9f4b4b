package org.cdirpc.transport.channel;

import org.cdirpc.transport.frame.FrameBuffer;

/** A message's payload in two parts that are not copied together: attachments, then the body. */
record Payload(byte[] attachments, byte[] body, int offset, int length) {

    static final byte[] NONE = {};

    static Payload of(byte[] body) {
        return new Payload(NONE, body, 0, body.length);
    }

    long size() {
        return (long) attachments.length + length;
    }

    /** Copies the bytes from {@code from} to {@code from + count - 1} of the whole. */
    void copyTo(FrameBuffer target, int from, int count) {
        int ofAttachments = Math.max(0, Math.min(count, attachments.length - from));
        if (ofAttachments > 0) {
            target.put(attachments, from, ofAttachments);
        }
        if (count > ofAttachments) {
            target.put(body, offset + from + ofAttachments - attachments.length, count - ofAttachments);
        }
    }

    /** As {@link #copyTo}, but refers to the body instead of copying it. */
    void referTo(FrameBuffer target, int from, int count) {
        int ofAttachments = Math.max(0, Math.min(count, attachments.length - from));
        if (ofAttachments > 0) {
            target.put(attachments, from, ofAttachments);
        }
        if (count > ofAttachments) {
            target.refer(body, offset + from + ofAttachments - attachments.length, count - ofAttachments);
        }
    }
}
