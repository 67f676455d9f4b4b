package org.cdirpc.extension.version;

import java.util.List;
import java.util.SortedMap;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;
import org.cdirpc.transport.shape.ShapeText;

/**
 * Writes descriptors. One thing a line, so that what version control shows of a change is the change; a line that is not
 * indented begins something, and the indented ones behind it say more about it.
 */
final class DescriptorText {

    static final String FORMAT = "cdi-rpc contract 1";

    private final StringBuilder text = new StringBuilder(1024);

    String of(ContractDescriptor descriptor) {
        line(FORMAT);
        line("service " + Words.quoted(descriptor.service()));
        if (!descriptor.group().isEmpty()) {
            line("group " + Words.quoted(descriptor.group()));
        }
        line("version " + descriptor.version());
        content(descriptor.methods(), descriptor.types());
        return text.toString();
    }

    private void content(List<MethodDescriptor> methods, SortedMap<String, Definition> types) {
        for (MethodDescriptor method : methods) {
            line("");
            method(method);
        }
        for (Definition type : types.values()) {
            line("");
            type(type);
        }
    }

    private void method(MethodDescriptor method) {
        line("method " + Words.quoted(method.name()));
        for (int i = 0; i < method.parameters().size(); i++) {
            String parameter = method.names().get(i);
            line("  takes " + shape(method.parameters().get(i)) + " "
                    + Words.quoted(method.hints().get(i))
                    + (parameter.isEmpty() ? "" : " " + Words.quoted(parameter)));
        }
        if (!(method.result() instanceof Shape.Nothing)) {
            line("  returns " + shape(method.result()));
        }
        method.exceptions().forEach((name, type) -> line("  throws " + Words.quoted(name) + " " + Words.quoted(type)));
        if (method.idempotent()) {
            line("  idempotent");
        }
        if (method.oneWay()) {
            line("  one-way");
        }
    }

    private void type(Definition type) {
        String begin = "type " + Words.quoted(type.name()) + " ";
        if (type instanceof Definition.Constants constants) {
            line(begin + "constants");
            constants.constants().forEach(constant -> line("  constant " + Words.quoted(constant)));
            fallback(constants.fallback());
        } else if (type instanceof Definition.Fields fields) {
            line(begin + "fields");
            fields.fields().forEach(this::field);
        } else if (type instanceof Definition.Subtypes subtypes) {
            line(begin + "subtypes");
            line("  property " + Words.quoted(subtypes.property()));
            subtypes.subtypes()
                    .forEach((name, definition) ->
                            line("  subtype " + Words.quoted(name) + " " + Words.quoted(definition)));
            fallback(subtypes.fallback());
        } else if (type instanceof Definition.Custom custom) {
            line(begin + "custom");
            line("  form " + Words.quoted(custom.form()));
        }
    }

    private void fallback(String name) {
        if (!name.isEmpty()) {
            line("  fallback " + Words.quoted(name));
        }
    }

    private void field(Field field) {
        StringBuilder words = new StringBuilder("  field ")
                .append(Words.quoted(field.name()))
                .append(' ')
                .append(shape(field.shape()));
        switch (field.presence()) {
            case REQUIRED -> words.append(" required");
            case OPTIONAL -> words.append(" optional");
            case SPARSE -> words.append(" sparse");
            case ORDINARY -> {}
        }
        if (!field.written()) {
            words.append(" not-written");
        }
        if (!field.read()) {
            words.append(" not-read");
        }
        field.aliases().forEach(alias -> words.append(" alias ").append(Words.quoted(alias)));
        line(words.toString());
    }

    private static String shape(Shape shape) {
        return Words.quoted(ShapeText.of(shape));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
