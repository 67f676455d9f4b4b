/** The cells of the comparison: each is one figure or a few, measured in one JVM that calls. */
@NullMarked
package org.cdirpc.benchmarks.compare.cell;

import org.jspecify.annotations.NullMarked;
