/** The sample on real servers. */
@NullMarked
package org.cdirpc.it.shop;

import org.jspecify.annotations.NullMarked;
