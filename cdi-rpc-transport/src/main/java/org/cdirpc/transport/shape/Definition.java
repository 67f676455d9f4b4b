package org.cdirpc.transport.shape;

import java.util.List;
import java.util.SortedMap;

/** A type that has parts with names. Immutable. Its own name is for people, and never compared. */
public sealed interface Definition {

    /** Unique within one descriptor: the class's simple name, with more behind it where that is taken. */
    String name();

    /**
     * Constants, which travel as their names.
     *
     * @param constants in declared order
     * @param fallback the constant that stands for those that are not known; empty for none
     */
    record Constants(String name, List<String> constants, String fallback) implements Definition {
        public Constants {
            constants = List.copyOf(constants);
        }
    }

    /** Fields, which travel with their names. */
    record Fields(String name, List<Field> fields) implements Definition {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One of several types.
     *
     * @param property the field that says which
     * @param subtypes the name of the definition, by the name on the wire
     * @param fallback the name on the wire that stands for those that are not known; empty for none
     */
    record Subtypes(String name, String property, SortedMap<String, String> subtypes, String fallback)
            implements Definition {}

    /**
     * A form that annotations or code of the application give, and that shapes cannot say.
     *
     * @param form tells one such form from others: the same text is taken for the same form
     */
    record Custom(String name, String form) implements Definition {}
}
