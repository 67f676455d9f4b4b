/** The provider's way of a call: dispatch, admission, the bean, the response. */
@NullMarked
package org.cdirpc.extension.server;

import org.jspecify.annotations.NullMarked;
