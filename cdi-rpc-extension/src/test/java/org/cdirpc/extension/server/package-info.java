@NullMarked
package org.cdirpc.extension.server;

import org.jspecify.annotations.NullMarked;
