package org.cdirpc.extension.server;

/**
 * How many calls a provider lets in.
 *
 * @param threads how many run in the pool at a time, from 1
 * @param permits the most calls that are unfinished at a time, at least {@code threads}
 * @param adaptive whether fewer than {@code permits} are let in where they wait long for a thread
 */
public record AdmissionSettings(int threads, int permits, boolean adaptive) {}
