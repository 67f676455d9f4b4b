@NullMarked
package org.cdirpc.sample.demo.account;

import org.jspecify.annotations.NullMarked;
