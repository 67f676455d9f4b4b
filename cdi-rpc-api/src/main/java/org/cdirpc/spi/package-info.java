/** Words and extension points shared by every layer; free of CDI. */
@NullMarked
package org.cdirpc.spi;

import org.jspecify.annotations.NullMarked;
