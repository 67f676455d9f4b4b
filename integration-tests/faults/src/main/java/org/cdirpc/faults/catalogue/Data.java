package org.cdirpc.faults.catalogue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A value without its classes, so that those of two releases can be compared. */
sealed interface Data {

    /** Nothing: null, or an empty Optional. */
    record None() implements Data {}

    /** One value, in a form that is equal if it is. */
    record Leaf(String text) implements Data {}

    /**
     * A constant.
     *
     * @param known all constants of its type
     * @param fallback the one that stands for those that are not known; empty for none
     */
    record Constant(String text, List<String> known, String fallback) implements Data {}

    /** Values one after the other, or in no order. */
    record Several(List<Data> elements, boolean set) implements Data {}

    /** Values by keys that matter as much. */
    record Table(SortedMap<String, Data> entries) implements Data {}

    /**
     * An object's fields.
     *
     * @param subtype which of several types it is, as a constant; of one that is alone an empty text
     */
    record Fields(Constant subtype, Map<String, Data> fields) implements Data {}
}
