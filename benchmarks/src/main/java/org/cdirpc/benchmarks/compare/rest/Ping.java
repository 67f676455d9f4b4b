package org.cdirpc.benchmarks.compare.rest;

/** The smallest message, there and back. */
record Ping(String text) {}
