/** What a row works with: processes, faults, ports, networks and the accounts of a run. */
@NullMarked
package org.cdirpc.faults.lab;

import org.jspecify.annotations.NullMarked;
