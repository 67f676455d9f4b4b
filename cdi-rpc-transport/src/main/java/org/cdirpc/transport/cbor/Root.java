package org.cdirpc.transport.cbor;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A value to write together with all of its declared type. For a value that is not inside another one the library keeps
 * only the class of a subtype, so that the value in a {@code Result<Shape>} would lose the name of its own type.
 *
 * @param type the declared type, a hierarchy with type arguments
 * @param value of one of its subtypes
 */
record Root(JavaType type, Object value) {

    /** A writer of {@link Root}s for a type that needs them, else of the type's values themselves. */
    static ObjectWriter writerFor(ObjectMapper mapper, JavaType type) {
        return isNeeded(type) ? mapper.writerFor(Root.class) : mapper.writerFor(type);
    }

    /** What to hand to the {@link #writerFor writer} of a type. */
    static Object of(JavaType type, Object value) {
        return isNeeded(type) ? new Root(type, value) : value;
    }

    private static boolean isNeeded(JavaType type) {
        return type.hasGenericTypes() && !type.isContainerType() && !type.isReferenceType() && !type.isFinal();
    }

    /** Writes the value as a property of the declared type would be written. */
    static final class Serializer extends StdSerializer<Root> {

        Serializer() {
            super(Root.class);
        }

        @Override
        public void serialize(Root root, JsonGenerator generator, SerializationContext context) {
            JavaType type =
                    context.constructSpecializedType(root.type(), root.value().getClass());
            ValueSerializer<Object> serializer = context.findRootValueSerializer(type);
            TypeSerializer typeSerializer = context.findTypeSerializer(root.type());
            if (typeSerializer == null) {
                serializer.serialize(root.value(), generator, context);
            } else {
                serializer.serializeWithType(root.value(), generator, context, typeSerializer);
            }
        }
    }
}
