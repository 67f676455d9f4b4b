/** What cdi-rpc costs by itself: the probes of {@code bin/bench --costs}, each in a JVM of its own. */
@NullMarked
package org.cdirpc.benchmarks.compare.costs;

import org.jspecify.annotations.NullMarked;
