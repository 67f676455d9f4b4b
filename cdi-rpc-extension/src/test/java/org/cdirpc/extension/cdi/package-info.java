@NullMarked
package org.cdirpc.extension.cdi;

import org.jspecify.annotations.NullMarked;
