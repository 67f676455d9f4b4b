/** Application servers as processes of a test: started, deployed to and stopped, each in a directory and on ports of its own. */
@NullMarked
package org.cdirpc.it.server;

import org.jspecify.annotations.NullMarked;
