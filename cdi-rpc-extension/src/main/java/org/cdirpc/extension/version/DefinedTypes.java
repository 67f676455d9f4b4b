package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.util.List;
import java.util.SortedMap;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Shape;

/** Sees to it that what a text names is there, so that whoever compares finds it. */
final class DefinedTypes {

    private final SortedMap<String, Definition> types;

    DefinedTypes(SortedMap<String, Definition> types) {
        this.types = types;
    }

    void requireAll(List<MethodDescriptor> methods) {
        for (MethodDescriptor method : methods) {
            String where = "method " + method.name();
            method.parameters().forEach(shape -> require(where, shape));
            require(where, method.result());
            method.exceptions().values().forEach(name -> require(where, name));
        }
        for (Definition type : types.values()) {
            String where = "type " + type.name();
            if (type instanceof Definition.Fields fields) {
                fields.fields().forEach(field -> require(where, field.shape()));
            } else if (type instanceof Definition.Subtypes subtypes) {
                subtypes.subtypes().values().forEach(name -> require(where, name));
            }
        }
    }

    private void require(String where, Shape shape) {
        if (shape instanceof Shape.Named named) {
            require(where, named.name());
        } else if (shape instanceof Shape.Sequence sequence) {
            require(where, sequence.element());
        } else if (shape instanceof Shape.Mapping mapping) {
            require(where, mapping.key());
            require(where, mapping.value());
        } else if (shape instanceof Shape.Maybe maybe) {
            require(where, maybe.content());
        }
    }

    private void require(String where, String name) {
        if (!types.containsKey(name)) {
            List<String> defined = types.keySet().stream().limit(10).toList();
            throw new IllegalArgumentException(TEXT.undefined(
                    DescriptorBlock.excerpt(where),
                    DescriptorBlock.excerpt(name),
                    defined.isEmpty()
                            ? "a line \"type ...\""
                            : "one of " + DescriptorBlock.excerpt(defined.toString())));
        }
    }
}
