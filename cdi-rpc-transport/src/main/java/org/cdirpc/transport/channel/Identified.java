package org.cdirpc.transport.channel;

/** Has a call id. */
interface Identified {
    int id();
}
