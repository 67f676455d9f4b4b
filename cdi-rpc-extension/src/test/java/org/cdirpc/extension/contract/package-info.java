@NullMarked
package org.cdirpc.extension.contract;

import org.jspecify.annotations.NullMarked;
