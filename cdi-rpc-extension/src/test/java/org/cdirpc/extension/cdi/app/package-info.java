/** What the tests' applications are made of. */
@NullMarked
package org.cdirpc.extension.cdi.app;

import org.jspecify.annotations.NullMarked;
