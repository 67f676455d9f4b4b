package org.cdirpc.benchmarks.compare.cdirpc;

import jakarta.enterprise.context.ApplicationScoped;
import org.cdirpc.NonBlocking;

/** A provider that promises never to wait. */
@ApplicationScoped
@NonBlocking
public class NonBlockingDesk extends Counter {}
