/** What a call costs. */
@NullMarked
package org.cdirpc.benchmarks;

import org.jspecify.annotations.NullMarked;
