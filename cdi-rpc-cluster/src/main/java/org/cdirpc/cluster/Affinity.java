package org.cdirpc.cluster;

import org.jspecify.annotations.Nullable;

/** Knows where the data of a key lives. Thread-safe; asked on the call path, so that it must not block. */
@FunctionalInterface
public interface Affinity {

    /** Knows of no key where it lives. */
    Affinity NONE = key -> null;

    /**
     * The id of the instance whose node owns the key's data at this moment.
     *
     * @param key a String, a UUID or a number; of any other type nothing is known, for it might not have the same bytes
     *     on every node
     * @return null if that is not known, or if the owner serves nothing
     */
    @Nullable
    String ownerInstance(Object key);
}
