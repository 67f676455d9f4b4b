/** One workload through several systems, measured side by side. */
package org.cdirpc.benchmarks.compare;
