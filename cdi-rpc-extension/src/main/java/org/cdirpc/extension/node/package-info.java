/** Assembles a node in plain Java: start, export, proxy, stop. */
@NullMarked
package org.cdirpc.extension.node;

import org.jspecify.annotations.NullMarked;
