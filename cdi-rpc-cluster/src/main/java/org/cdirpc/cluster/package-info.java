/**
 * Who is alive and what they serve: instances, the immutable snapshot of all of them, and the two sides of a registry
 * ({@link org.cdirpc.cluster.Directory} to read, {@link org.cdirpc.cluster.Registry} to announce). Knows no grid.
 */
@NullMarked
package org.cdirpc.cluster;

import org.jspecify.annotations.NullMarked;
