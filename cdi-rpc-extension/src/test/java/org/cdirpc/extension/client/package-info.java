@NullMarked
package org.cdirpc.extension.client;

import org.jspecify.annotations.NullMarked;
