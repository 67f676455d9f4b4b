package org.cdirpc.transport.cbor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.CollectionType;

/** The library's sets by way of a list, from which a {@link HashedSet} is filled. */
final class HashedSets extends StdDeserializer<Set<?>> {

    private final CollectionType type;
    private final @Nullable ValueDeserializer<Object> list;

    HashedSets(CollectionType type, @Nullable ValueDeserializer<Object> list) {
        super(type);
        this.type = type;
        this.list = list;
    }

    /** Whether the type is one of these sets, of elements without an order. */
    static boolean isNeeded(CollectionType type) {
        Class<?> raw = type.getRawClass();
        return Set.class.isAssignableFrom(raw)
                && raw.isAssignableFrom(LinkedHashSet.class)
                && !Comparable.class.isAssignableFrom(type.getContentType().getRawClass());
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        JavaType elements =
                context.getTypeFactory().constructCollectionLikeType(ArrayList.class, type.getContentType());
        return new HashedSets(type, context.findContextualValueDeserializer(elements, property));
    }

    @Override
    public @Nullable Set<?> deserialize(JsonParser parser, DeserializationContext context) {
        Collection<?> elements = list == null ? null : (Collection<?>) list.deserialize(parser, context);
        if (elements == null) {
            return null;
        }
        boolean ordered = !type.getRawClass().isAssignableFrom(HashSet.class);
        Set<@Nullable Object> set = ordered ? new LinkedHashSet<>() : new HashSet<>();
        HashedSet bounded = new HashedSet(set);
        for (Object element : elements) {
            if (!bounded.add(element)) {
                return context.reportInputMismatch(this, "too many elements of one hash code");
            }
        }
        return set;
    }
}
