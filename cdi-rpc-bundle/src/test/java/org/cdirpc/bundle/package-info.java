@NullMarked
package org.cdirpc.bundle;

import org.jspecify.annotations.NullMarked;
