/** The processes that the demo starts: providers with the shop's beans, and a consumer with none of them. */
@NullMarked
package org.cdirpc.sample.demo.node;

import org.jspecify.annotations.NullMarked;
