/** Contracts read from interfaces: methods, types, names on the wire; everything that cannot travel is found here. */
@NullMarked
package org.cdirpc.extension.contract;

import org.jspecify.annotations.NullMarked;
