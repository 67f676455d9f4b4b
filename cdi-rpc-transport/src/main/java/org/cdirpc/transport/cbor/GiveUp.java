package org.cdirpc.transport.cbor;

import java.io.Serial;

/**
 * A compiled codec met something else than what it was made for. One instance without a stack trace: it may be thrown
 * for every body of a peer, and only says that the databind library must decide.
 */
final class GiveUp extends RuntimeException {

    static final GiveUp INSTANCE = new GiveUp();

    @Serial
    private static final long serialVersionUID = 1L;

    private GiveUp() {
        super("CDIRPC110500: not in the usual form (expected: to be caught); report this", null, false, false);
    }
}
