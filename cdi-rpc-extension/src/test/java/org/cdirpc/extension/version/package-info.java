@NullMarked
package org.cdirpc.extension.version;

import org.jspecify.annotations.NullMarked;
