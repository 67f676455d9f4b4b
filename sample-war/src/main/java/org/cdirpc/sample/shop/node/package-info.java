/** A node of the shop: the beans that serve the contracts, and the desk that orders through the cluster. */
@NullMarked
package org.cdirpc.sample.shop.node;

import org.jspecify.annotations.NullMarked;
