/** The fault lab: what bin/faults runs, what it prints and what it writes. */
@NullMarked
package org.cdirpc.faults;

import org.jspecify.annotations.NullMarked;
