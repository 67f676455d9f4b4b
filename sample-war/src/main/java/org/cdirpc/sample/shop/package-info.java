/** The shop's contracts: what a contract jar would hold, and all that a consumer in another application would see. */
@NullMarked
package org.cdirpc.sample.shop;

import org.jspecify.annotations.NullMarked;
