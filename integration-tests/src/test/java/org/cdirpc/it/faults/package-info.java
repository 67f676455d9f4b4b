/** The fault lab in its shortest form. */
@NullMarked
package org.cdirpc.it.faults;

import org.jspecify.annotations.NullMarked;
