package org.cdirpc.transport.cbor;

import java.io.Serial;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.jdk.EnumDeserializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.ReferenceType;

/**
 * Puts a {@link ScalarGate} before every scalar. The library's switches leave many coercions open: base64 text as bytes,
 * bytes as text, numbers as times. And sets are filled with an eye to hash codes.
 */
final class StrictScalars extends ValueDeserializerModifier {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> found) {
        return gated(bean.getBeanClass(), found);
    }

    @Override
    public ValueDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config,
            ReferenceType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> found) {
        return gated(type.getRawClass(), found);
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription.Supplier bean, ValueDeserializer<?> found) {
        Class<?> raw = type.getRawClass();
        if (raw == double[].class) {
            return new FloatArrays.Doubles();
        }
        return raw == float[].class ? new FloatArrays.Floats() : gated(raw, found);
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> found) {
        return HashedSets.isNeeded(type) ? new HashedSets(type, null) : found;
    }

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config, JavaType type, BeanDescription.Supplier bean, ValueDeserializer<?> found) {
        // One with a creator of its own decides for itself what it takes.
        return found instanceof EnumDeserializer ? new ScalarGate(Accept.TEXT, found) : found;
    }

    private static ValueDeserializer<?> gated(Class<?> type, ValueDeserializer<?> found) {
        Accept accept = Accept.of(type);
        return accept == null ? found : new ScalarGate(accept, found);
    }
}
