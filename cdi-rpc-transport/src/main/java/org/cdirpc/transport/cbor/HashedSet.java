package org.cdirpc.transport.cbor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills a set of elements whose hash codes a sender may choose. Java's sets find elements of one hash code by comparing
 * all of them, unless they have an order: a megabyte of such records would take ten seconds.
 */
final class HashedSet {

    /** So many different elements may have one hash code: many more than chance or a poor hash code makes of any. */
    static final int MOST_ALIKE = 256;

    private final Set<@Nullable Object> elements;
    private final Map<Integer, Integer> alike = new HashMap<>();

    HashedSet(Set<@Nullable Object> empty) {
        this.elements = empty;
    }

    /** Whether so many elements of a type have to be added one by one here. */
    static boolean isNeeded(int size, Class<?> type) {
        return size > MOST_ALIKE && !Comparable.class.isAssignableFrom(type);
    }

    /** Adds an element; answers false where too many others have its hash code. */
    boolean add(@Nullable Object element) {
        return !elements.add(element)
                || element == null
                || alike.merge(element.hashCode(), 1, Integer::sum) <= MOST_ALIKE;
    }
}
