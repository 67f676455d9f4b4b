/** The shop's page, and a plain text end point for scripts and tests. */
@NullMarked
package org.cdirpc.sample.shop.page;

import org.jspecify.annotations.NullMarked;
