/** What the callers were told against what the ledgers say. */
@NullMarked
package org.cdirpc.faults.judge;

import org.jspecify.annotations.NullMarked;
