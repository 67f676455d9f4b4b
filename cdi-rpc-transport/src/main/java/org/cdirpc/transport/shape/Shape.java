package org.cdirpc.transport.shape;

/**
 * What values of one type look like. Immutable. What has parts with names is a {@link Named}, whose {@link Definition}
 * stands elsewhere, so that types may contain themselves.
 */
public sealed interface Shape {

    /**
     * One value without parts.
     *
     * @param type its type's word, such as {@code int32} or {@code text}
     * @param nullable whether it may be null where {@code type} is that of a Java primitive; else false: all others may be
     */
    record Scalar(String type, boolean nullable) implements Shape {}

    /**
     * Values one after the other.
     *
     * @param set whether equal ones are one
     */
    record Sequence(Shape element, boolean set) implements Shape {}

    /** Values by keys, which are text on the wire. */
    record Mapping(Shape key, Shape value) implements Shape {}

    /** A value or nothing: an {@code Optional}. */
    record Maybe(Shape content) implements Shape {}

    /**
     * A type with a definition.
     *
     * @param name the definition's name
     */
    record Named(String name) implements Shape {}

    /** Nothing: what a method without result gives. */
    record Nothing() implements Shape {}

    /** A word that only a later release knows. It fits the same word. */
    record Unknown(String text) implements Shape {}
}
