/** The demo as a test: three processes, one of them killed and one stopped, and an account of every order. */
@NullMarked
package org.cdirpc.it.demo;

import org.jspecify.annotations.NullMarked;
