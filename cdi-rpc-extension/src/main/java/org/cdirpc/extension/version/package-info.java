/** What a contract looks like from outside, as data, and whether two releases of it fit. */
@NullMarked
package org.cdirpc.extension.version;

import org.jspecify.annotations.NullMarked;
