/** The comparison itself: starts the JVMs, gives them the cells in turn, and reports. */
@NullMarked
package org.cdirpc.benchmarks.compare.bench;

import org.jspecify.annotations.NullMarked;
