/**
 * What a contract jar and an application see: the annotations that make an interface remote, the exceptions that say
 * whether a call ran, and the context of a call.
 */
@NullMarked
package org.cdirpc;

import org.jspecify.annotations.NullMarked;
