/** gRPC under comparison: generated types and stubs, its own Netty. */
@NullMarked
package org.cdirpc.benchmarks.compare.grpc;

import org.jspecify.annotations.NullMarked;
