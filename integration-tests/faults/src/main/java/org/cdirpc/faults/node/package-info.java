/** What runs in the processes that a row starts: providers with a ledger, and open-loop load. */
@NullMarked
package org.cdirpc.faults.node;

import org.jspecify.annotations.NullMarked;
