/** What the README shows works. */
@NullMarked
package org.cdirpc.extension.readme;

import org.jspecify.annotations.NullMarked;
