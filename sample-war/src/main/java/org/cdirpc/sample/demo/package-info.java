/** The demo: a cluster of processes on this machine, what is done to it while it sells tea, and the account of that. */
@NullMarked
package org.cdirpc.sample.demo;

import org.jspecify.annotations.NullMarked;
