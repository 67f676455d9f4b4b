@NullMarked
package org.cdirpc.extension;

import org.jspecify.annotations.NullMarked;
