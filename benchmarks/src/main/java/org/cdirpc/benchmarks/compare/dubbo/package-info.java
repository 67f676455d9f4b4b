/** Apache Dubbo with its own protocol, in two serializations, and with Triple. */
@NullMarked
package org.cdirpc.benchmarks.compare.dubbo;

import org.jspecify.annotations.NullMarked;
