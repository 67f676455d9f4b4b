/** cdi-rpc under comparison: Weld SE on both sides. */
@NullMarked
package org.cdirpc.benchmarks.compare.cdirpc;

import org.jspecify.annotations.NullMarked;
