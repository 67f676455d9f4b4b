/** Changes of contracts: two real releases of each run against each other, in both directions. */
@NullMarked
package org.cdirpc.faults.catalogue;

import org.jspecify.annotations.NullMarked;
