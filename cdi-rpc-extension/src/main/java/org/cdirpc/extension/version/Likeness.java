package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.transport.shape.Definition;
import org.cdirpc.transport.shape.Field;
import org.cdirpc.transport.shape.Shape;

/**
 * A descriptor without what only people see: types have the numbers in which they are met, fields and constants are
 * sorted, class names are left where overloads need them, and names of parameters nowhere. Equal for contracts between which nothing can be told on
 * the wire.
 */
final class Likeness {

    private final ContractDescriptor descriptor;
    private final Map<String, String> numbers = new HashMap<>();
    private final List<String> met = new ArrayList<>();
    private final SortedMap<String, Definition> types = new TreeMap<>();

    private Likeness(ContractDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** The bare form. Its methods and types alone are of use. */
    static ContractDescriptor of(ContractDescriptor descriptor) {
        return new Likeness(descriptor).bare();
    }

    private ContractDescriptor bare() {
        Map<String, Integer> overloads = new HashMap<>();
        for (MethodDescriptor method : descriptor.methods()) {
            overloads.merge(overload(method), 1, Integer::sum);
        }
        List<MethodDescriptor> methods = new ArrayList<>();
        for (MethodDescriptor method : descriptor.methods()) {
            methods.add(bare(method, overloads.getOrDefault(overload(method), 1) > 1));
        }
        // Grows while it is walked: what a type contains is met with it.
        for (int i = 0; i < met.size(); i++) {
            Definition type = descriptor.types().get(met.get(i));
            if (type != null) {
                types.put(Integer.toString(i), bare(type, Integer.toString(i)));
            }
        }
        return new ContractDescriptor(descriptor.service(), descriptor.group(), descriptor.version(), methods, types);
    }

    private static String overload(MethodDescriptor method) {
        return method.name() + "/" + method.parameters().size();
    }

    private MethodDescriptor bare(MethodDescriptor method, boolean overloaded) {
        List<String> hints = overloaded
                ? method.hints()
                : method.hints().stream().map(hint -> "").toList();
        SortedMap<String, String> exceptions = new TreeMap<>();
        method.exceptions().forEach((name, type) -> exceptions.put(name, number(type)));
        return new MethodDescriptor(
                method.name(),
                method.parameters().stream().map(this::bare).toList(),
                hints,
                method.withoutNames().names(),
                bare(method.result()),
                method.oneWay(),
                method.idempotent(),
                exceptions);
    }

    private Definition bare(Definition type, String number) {
        if (type instanceof Definition.Constants constants) {
            return new Definition.Constants(
                    number, constants.constants().stream().sorted().toList(), constants.fallback());
        }
        if (type instanceof Definition.Fields fields) {
            return new Definition.Fields(
                    number,
                    fields.fields().stream()
                            .sorted(Comparator.comparing(Field::name))
                            .map(this::bare)
                            .toList());
        }
        if (type instanceof Definition.Subtypes subtypes) {
            SortedMap<String, String> bare = new TreeMap<>();
            subtypes.subtypes().forEach((name, subtype) -> bare.put(name, number(subtype)));
            return new Definition.Subtypes(number, subtypes.property(), bare, subtypes.fallback());
        }
        return type instanceof Definition.Custom custom ? new Definition.Custom(number, custom.form()) : type;
    }

    private Field bare(Field field) {
        return new Field(
                field.name(),
                bare(field.shape()),
                field.presence(),
                field.written(),
                field.read(),
                field.aliases().stream().sorted().toList());
    }

    private Shape bare(Shape shape) {
        if (shape instanceof Shape.Named named) {
            return new Shape.Named(number(named.name()));
        }
        if (shape instanceof Shape.Sequence sequence) {
            return new Shape.Sequence(bare(sequence.element()), sequence.set());
        }
        if (shape instanceof Shape.Mapping mapping) {
            return new Shape.Mapping(bare(mapping.key()), bare(mapping.value()));
        }
        return shape instanceof Shape.Maybe maybe ? new Shape.Maybe(bare(maybe.content())) : shape;
    }

    private String number(String type) {
        return numbers.computeIfAbsent(type, unmet -> {
            met.add(unmet);
            return Integer.toString(met.size() - 1);
        });
    }
}
