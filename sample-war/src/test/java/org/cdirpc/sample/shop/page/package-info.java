@NullMarked
package org.cdirpc.sample.shop.page;

import org.jspecify.annotations.NullMarked;
