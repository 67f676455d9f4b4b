/** Frames of {@code cdi-rpc/1} as bytes: reading within bounds, and writing. */
@NullMarked
package org.cdirpc.transport.frame;

import org.jspecify.annotations.NullMarked;
