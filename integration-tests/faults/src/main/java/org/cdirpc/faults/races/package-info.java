/** Runs races under Lincheck, in a process of their own. The races are in the packages of what they race about. */
@NullMarked
package org.cdirpc.faults.races;

import org.jspecify.annotations.NullMarked;
