package org.cdirpc.transport.channel;

/**
 * How a drain went.
 *
 * @param accepted calls that were running when it began or began to arrive before the last GOAWAY
 * @param finished how many of them ended in time
 * @param cut how many were cut off at the limit
 * @param millis how long it took
 */
public record DrainResult(long accepted, long finished, long cut, long millis) {}
