/** The shop without a server: a process with nothing but Weld SE. */
@NullMarked
package org.cdirpc.sample.se;

import org.jspecify.annotations.NullMarked;
