package org.cdirpc.benchmarks.compare.cdirpc;

import jakarta.enterprise.context.ApplicationScoped;

/** A provider that promises nothing. */
@ApplicationScoped
public class PlainDesk extends Counter {}
