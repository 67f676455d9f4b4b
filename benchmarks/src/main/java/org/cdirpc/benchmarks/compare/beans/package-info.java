/** The workload's data and service as plain Java: serializable beans, for the systems that need them. */
@NullMarked
package org.cdirpc.benchmarks.compare.beans;

import org.jspecify.annotations.NullMarked;
