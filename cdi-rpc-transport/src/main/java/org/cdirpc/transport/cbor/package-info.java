/**
 * CBOR (RFC 8949): a linear check of what arrives, a small writer and reader for the protocol's own data, and codecs for
 * the types of contracts. Types come from the contract, never from the wire: no class is ever found by a received name.
 */
@NullMarked
package org.cdirpc.transport.cbor;

import org.jspecify.annotations.NullMarked;
