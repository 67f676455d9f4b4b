@NullMarked
package org.cdirpc.extension.node;

import org.jspecify.annotations.NullMarked;
