/** The caller's way of a call: proxy, retry, route, send, and the answer back. */
@NullMarked
package org.cdirpc.extension.client;

import org.jspecify.annotations.NullMarked;
