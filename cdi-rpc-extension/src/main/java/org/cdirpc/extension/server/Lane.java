package org.cdirpc.extension.server;

/** Where the next call of a method runs. */
enum Lane {
    /** On whatever thread read it, an I/O thread too: the method promises that it does not wait. */
    ANY_THREAD,
    /** On the thread that read it where that one may be held up a little, else on a thread of the pool. */
    QUICK,
    /** On a thread of the pool: the method is slow, or nobody knows yet that it is not. */
    POOL
}
