/**
 * CBOR (RFC 8949): a linear check of what arrives, a small writer and reader for the protocol's own data, and codecs for
 * the types of contracts. Types come from the contract, never from the wire: no class is ever found by a received name.
 *
 * <p>Types that are plain data have code of their own, made of method handles when the codec is made; everything else, and
 * every body that is not in the usual form, goes through the databind library, whose behaviour is the rule.
 */
@NullMarked
package org.cdirpc.transport.cbor;

import org.jspecify.annotations.NullMarked;
