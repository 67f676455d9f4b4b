@NullMarked
package org.cdirpc.sample.shop;

import org.jspecify.annotations.NullMarked;
