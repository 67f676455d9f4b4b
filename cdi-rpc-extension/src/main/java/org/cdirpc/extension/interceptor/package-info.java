/**
 * Interceptors of our own, written against the interface that applications have: logging, a limit, and attachments that
 * go on.
 */
@NullMarked
package org.cdirpc.extension.interceptor;

import org.jspecify.annotations.NullMarked;
