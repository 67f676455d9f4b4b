package org.cdirpc.extension.cdi;

import org.jspecify.annotations.Nullable;

/** The remote call itself, inside of all interceptors. */
@FunctionalInterface
interface RemoteCall {

    /** Makes it once; throws what the proxy throws. */
    @Nullable
    Object run() throws Exception;
}
