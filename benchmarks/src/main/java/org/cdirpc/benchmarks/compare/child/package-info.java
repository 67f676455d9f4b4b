/** A JVM of the comparison: one system's server or client, obeying lines. */
@NullMarked
package org.cdirpc.benchmarks.compare.child;

import org.jspecify.annotations.NullMarked;
