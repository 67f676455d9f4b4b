/** Links that Undertow hosts. */
@NullMarked
package org.cdirpc.transport.undertow;

import org.jspecify.annotations.NullMarked;
