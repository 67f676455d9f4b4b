/** Links over TCP that begin with an HTTP upgrade, on a fixed set of non-blocking I/O threads. */
@NullMarked
package org.cdirpc.transport.dial;

import org.jspecify.annotations.NullMarked;
