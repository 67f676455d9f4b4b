package org.cdirpc.transport.cbor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;

/**
 * Reads contracts' types: a sealed type names its permitted subtypes, so it needs no annotation; type information other
 * than by declared name is refused; a primitive that a constructor takes must be there.
 */
final class ContractTypes extends JacksonAnnotationIntrospector {

    /** The property that carries a subtype's name. */
    static final String TYPE_PROPERTY = "@type";

    @Serial
    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value BY_NAME = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, TYPE_PROPERTY, null, false, true);

    /** Whether a type's permitted subclasses are its subtypes on the wire. */
    static boolean isHierarchy(Class<?> type) {
        // An enum whose constants have bodies is sealed too, and so is ZoneId.
        return type.isSealed()
                && !Enum.class.isAssignableFrom(type)
                && !type.getName().startsWith("java.");
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value declared = super.findPolymorphicTypeInfo(config, annotated);
        if (declared != null) {
            switch (declared.getIdType()) {
                case NAME, SIMPLE_NAME, NONE -> {
                    return declared;
                }
                default -> throw notByName("@JsonTypeInfo(use = " + declared.getIdType() + ")", annotated);
            }
        }
        if (annotated instanceof AnnotatedClass type && isHierarchy(type.getRawType())) {
            return BY_NAME;
        }
        return null;
    }

    @Override
    public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
        if (super.findTypeResolverBuilder(config, annotated) != null) {
            throw notByName("@JsonTypeResolver", annotated);
        }
        return findPolymorphicTypeInfo(config, annotated) == null ? null : new ByName();
    }

    /**
     * Reads the settings that annotations of every 2.x release have. WildFly puts its own copy of them, older than 2.21,
     * before the application's, and the library's builder asks for one that came later.
     */
    private static final class ByName extends StdTypeResolverBuilder {

        @Override
        public StdTypeResolverBuilder withSettings(JsonTypeInfo.Value settings) {
            _idType = settings.getIdType();
            _includeAs = settings.getInclusionType();
            _typeProperty = _propName(settings.getPropertyName(), _idType);
            _defaultImpl = settings.getDefaultImpl();
            _typeIdVisible = settings.getIdVisible();
            _requireTypeIdForSubtypes = settings.getRequireTypeIdForSubtypes();
            return this;
        }
    }

    @Override
    public @Nullable Object findTypeIdResolver(MapperConfig<?> config, Annotated annotated) {
        if (super.findTypeIdResolver(config, annotated) != null) {
            throw notByName("@JsonTypeIdResolver", annotated);
        }
        return null;
    }

    @Override
    public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
        String declared = super.findTypeName(config, type);
        return declared == null && belongsToHierarchy(type.getRawType())
                ? type.getRawType().getSimpleName()
                : declared;
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        // Without this a primitive that is missing from a record silently becomes 0.
        if (member instanceof AnnotatedParameter && member.getRawType().isPrimitive()) {
            return true;
        }
        return super.hasRequiredMarker(config, member);
    }

    private static boolean belongsToHierarchy(Class<?> type) {
        Deque<Class<?>> open = new ArrayDeque<>();
        Set<Class<?>> seen = new HashSet<>();
        open.add(type);
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (isHierarchy(next)) {
                return true;
            }
            if (next.getSuperclass() != null) {
                open.add(next.getSuperclass());
            }
            open.addAll(List.of(next.getInterfaces()));
        }
        return false;
    }

    private static IllegalArgumentException notByName(String annotation, Annotated annotated) {
        return new IllegalArgumentException(
                "CDIRPC110310: " + annotation + " at " + annotated.getName()
                        + " (expected: subtypes by declared name); use @JsonTypeInfo(use = NAME) with @JsonSubTypes, or seal it");
    }
}
