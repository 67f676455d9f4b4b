/**
 * What values look like on the wire, as data: shapes are found in types by the codecs, written down in contract
 * descriptors, and compared with those of other releases. No class of an application is needed to read or compare them.
 */
@NullMarked
package org.cdirpc.transport.shape;

import org.jspecify.annotations.NullMarked;
