/** Recorded channels as readable text. */
@NullMarked
package org.cdirpc.transport.dump;

import org.jspecify.annotations.NullMarked;
