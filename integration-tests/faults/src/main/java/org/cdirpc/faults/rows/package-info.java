/** A class for each row of the scorecard. */
@NullMarked
package org.cdirpc.faults.rows;

import org.jspecify.annotations.NullMarked;
