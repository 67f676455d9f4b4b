@NullMarked
package org.cdirpc.sample.shop.node;

import org.jspecify.annotations.NullMarked;
