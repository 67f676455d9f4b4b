/** The CDI glue: finds contracts and beans, and starts and stops the node with its application. */
@NullMarked
package org.cdirpc.extension.cdi;

import org.jspecify.annotations.NullMarked;
