@NullMarked
package org.cdirpc.extension.call;

import org.jspecify.annotations.NullMarked;
