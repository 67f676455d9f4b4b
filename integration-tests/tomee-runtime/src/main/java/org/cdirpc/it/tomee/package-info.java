/** TomEE in a process of its own, steered through its input. */
@NullMarked
package org.cdirpc.it.tomee;

import org.jspecify.annotations.NullMarked;
