/** Accounts for every order: what its caller was told against what the providers ran. */
@NullMarked
package org.cdirpc.sample.demo.account;

import org.jspecify.annotations.NullMarked;
