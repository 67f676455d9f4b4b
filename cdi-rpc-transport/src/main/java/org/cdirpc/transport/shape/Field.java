package org.cdirpc.transport.shape;

import java.util.List;

/**
 * A field of an object.
 *
 * @param name as it is written
 * @param shape of its values
 * @param presence what becomes of it where it is missing
 * @param written whether it is in what is written
 * @param read whether it is taken from what is read
 * @param aliases further names under which it is read
 */
public record Field(String name, Shape shape, Presence presence, boolean written, boolean read, List<String> aliases) {

    /** Whether a field may be missing in what is read. */
    public enum Presence {
        /** An object without it is refused, or would be given a value that nobody sent, such as 0. */
        REQUIRED,
        /** An object without it has null, which the type allows and nobody promised. */
        ORDINARY,
        /** The type says that it may be missing: an {@code Optional}, or marked as nullable. */
        OPTIONAL,
        /** As {@code OPTIONAL}, and missing too where it is empty, such as a list without elements, which is read as null. */
        SPARSE;

        /** Whether the type says that it may be missing. */
        boolean mayBeMissing() {
            return this == OPTIONAL || this == SPARSE;
        }
    }

    public Field {
        aliases = List.copyOf(aliases);
    }
}
