/** What client and server share about one call: the bodies of its messages. */
@NullMarked
package org.cdirpc.extension.call;

import org.jspecify.annotations.NullMarked;
