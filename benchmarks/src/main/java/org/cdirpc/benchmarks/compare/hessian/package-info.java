/** Hessian over HTTP. */
@NullMarked
package org.cdirpc.benchmarks.compare.hessian;

import org.jspecify.annotations.NullMarked;
