/** The smallest application that proves a server: a servlet and a bean. Packed into an archive by the test. */
@NullMarked
package org.cdirpc.it.server.hello;

import org.jspecify.annotations.NullMarked;
