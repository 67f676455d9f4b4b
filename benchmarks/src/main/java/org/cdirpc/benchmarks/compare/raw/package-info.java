/** The floor under comparison: nothing but sockets and bytes. */
@NullMarked
package org.cdirpc.benchmarks.compare.raw;

import org.jspecify.annotations.NullMarked;
