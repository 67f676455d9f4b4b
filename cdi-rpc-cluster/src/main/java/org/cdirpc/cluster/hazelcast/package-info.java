/** The registry in a Hazelcast cluster: an embedded member of safe settings, and the directory over any instance. */
@NullMarked
package org.cdirpc.cluster.hazelcast;

import org.jspecify.annotations.NullMarked;
