package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/**
 * Turns types into code, as far as it knows them: a type with anything in it that it does not know has none. Keeps what it
 * made of records, as they return in many methods. For one form; not thread-safe.
 */
final class TypeCompiler {

    /** Type graphs in which records contain each other in many ways would be copied for every way. */
    private static final int MOST_RECORDS = 500;

    /** Characters of a shape that is replaced by its digest. */
    private static final int LONG_SHAPE = 1000;

    private final ObjectMapper mapper;
    private final boolean positional;
    private final Map<JavaType, Finished> finished = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    /** Arrays and maps around the type at hand. */
    private int level;
    /** The outermost open record that the type at hand leads back to. */
    private int outermost;

    private int records;

    /**
     * A record whose code is being made.
     *
     * @param within the records that it contains
     */
    private record Open(JavaType type, int level, List<Recursion> ways, Set<JavaType> within) {}

    /** A record whose code is made, with the records that it contains. */
    private record Finished(Element code, Set<JavaType> within) {}

    TypeCompiler(ObjectMapper mapper, boolean positional) {
        this.mapper = mapper;
        this.positional = positional;
    }

    /** The code of a type; null if it is the library's. */
    @Nullable
    Element compile(JavaType type) {
        begin(0);
        Element made = element(type);
        return made == null ? null : made.erased();
    }

    /** The code of an array of arguments; null if one of them is the library's. */
    @Nullable
    Element compile(List<JavaType> types) {
        begin(1);
        List<Element> arguments = new ArrayList<>();
        for (JavaType type : types) {
            Element made = types.size() > RecordShape.MOST_FIELDS ? null : element(type);
            if (made == null) {
                return null;
            }
            arguments.add(made);
        }
        return ArgumentsElement.of(arguments).erased();
    }

    private void begin(int around) {
        open.clear();
        level = around;
        records = 0;
        outermost = Integer.MAX_VALUE;
    }

    private @Nullable Element element(JavaType type) {
        Class<?> raw = type.getRawClass();
        Element scalar = ScalarElements.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw.isEnum()) {
            return JacksonMarks.any(raw) || !EnumNames.arePlain(raw) ? null : EnumNames.element(raw, positional);
        }
        if (raw.isRecord()) {
            return known(type);
        }
        if (raw == Optional.class) {
            return optional(type);
        }
        if (type.isArrayType() && !raw.getComponentType().isPrimitive()) {
            return container(type, ArrayTemplate.class, "list", raw.getComponentType());
        }
        // A set of constants is made an EnumSet by the library, which refuses null.
        boolean set = raw == Set.class && !type.getContentType().isEnumType();
        if (raw == List.class || raw == Collection.class || set) {
            return container(
                    type,
                    CollectionTemplate.class,
                    "list",
                    set,
                    type.getContentType().getRawClass());
        }
        if (raw == Map.class && type.getKeyType().getRawClass() == String.class) {
            return container(type, MapTemplate.class, "map");
        }
        return null;
    }

    private @Nullable Element optional(JavaType type) {
        Element content = element(type.getContentType());
        // What is empty and what holds something empty would both be null.
        if (content == null
                || type.getContentType().getRawClass().getSimpleName().startsWith("Optional")) {
            return null;
        }
        Element any = content.erased();
        return Element.of(
                Optional.class,
                () -> HiddenClasses.define(OptionalTemplate.class, any.encode(), any.decode()),
                any.depth(),
                any.shape() + "?");
    }

    private @Nullable Element container(
            JavaType type, Class<? extends Compiled> template, String word, Object... more) {
        level++;
        Element content = element(type.getContentType());
        level--;
        if (content == null) {
            return null;
        }
        Element any = content.erased();
        return Element.of(
                type.getRawClass(),
                () -> HiddenClasses.define(
                        template,
                        Stream.concat(Stream.of(any.encode(), any.decode()), Stream.of(more))
                                .toArray()),
                any.depth() + 1,
                word + "<" + any.shape() + ">");
    }

    private @Nullable Element known(JavaType type) {
        for (int i = 0; i < open.size(); i++) {
            Open record = open.get(i);
            if (record.type().equals(type)) {
                Recursion way = new Recursion(level - record.level());
                record.ways().add(way);
                outermost = Math.min(outermost, i);
                return Element.of(type.getRawClass(), () -> way, 0, "^" + (open.size() - i));
            }
        }
        Finished before = finished.get(type);
        // One that contains an open record would be spelt another way than if it were made here, where it leads back to
        // that: and shapes, which the other side compares, must not depend on what was made before.
        if (before != null && open.stream().noneMatch(record -> before.within().contains(record.type()))) {
            contains(type, before.within());
            return before.code();
        }
        RecordShape shape = ++records > MOST_RECORDS ? null : RecordShape.of(mapper, type);
        if (shape == null) {
            return null;
        }
        int outer = outermost;
        outermost = Integer.MAX_VALUE;
        Open record = new Open(type, level, new ArrayList<>(), new HashSet<>());
        open.add(record);
        level++;
        Element made = record(type.getRawClass(), shape, record);
        level--;
        open.remove(open.size() - 1);
        contains(type, record.within());
        // What leads back further counts levels from where it stands, and serves nowhere else.
        if (made != null && outermost >= open.size()) {
            finished.put(type, new Finished(made, record.within()));
        }
        outermost = Math.min(outer, outermost >= open.size() ? Integer.MAX_VALUE : outermost);
        return made;
    }

    /** Notes that the innermost open record contains a record, and what that contains. */
    private void contains(JavaType type, Set<JavaType> within) {
        if (!open.isEmpty()) {
            Set<JavaType> around = open.get(open.size() - 1).within();
            around.add(type);
            around.addAll(within);
        }
    }

    private @Nullable Element record(Class<?> raw, RecordShape shape, Open record) {
        if (shape.fields().isEmpty()) {
            return null;
        }
        List<RecordShape.Field> fields = positional ? shape.declared() : shape.fields();
        List<Element> contents = new ArrayList<>();
        StringBuilder word = new StringBuilder("{");
        int depth = 0;
        for (RecordShape.Field field : fields) {
            Element content = element(field.type());
            if (content == null) {
                return null;
            }
            contents.add(content);
            depth = Math.max(depth, content.depth());
            word.append(field.name()).append(':').append(content.shape()).append(';');
        }
        word.append('}');
        // Shapes contain shapes: without an end to it their length would double from level to level.
        return Element.of(
                raw,
                () -> code(shape.constructor(), fields, contents, record.ways()),
                depth + 1,
                word.length() > LONG_SHAPE ? "{#" + ShapeDigest.of(word.toString()) + "}" : word.toString());
    }

    private Compiled code(
            MethodHandle constructor, List<RecordShape.Field> fields, List<Element> contents, List<Recursion> ways) {
        int n = fields.size();
        CborWriter head = new CborWriter(9);
        byte[] start = (positional ? head.writeArray(n) : head.writeMap(n)).toByteArray();
        List<MethodHandle> writers = new ArrayList<>();
        List<MethodHandle> readers = new ArrayList<>();
        int[] arguments = new int[n];
        for (int i = 0; i < n; i++) {
            RecordShape.Field field = fields.get(i);
            Element content = contents.get(i).as(field.accessor().type().returnType());
            MethodHandle write = MethodHandles.filterArguments(content.encode(), 1, field.accessor());
            MethodHandle read = content.decode();
            if (!positional || i == 0) {
                byte[] before = i == 0 ? start : new byte[0];
                FieldName name = positional ? FieldName.of(before) : FieldName.of(before, field.name());
                write = MethodHandles.foldArguments(write, name.writing());
                read = MethodHandles.foldArguments(read, name.reading());
            }
            writers.add(write);
            readers.add(read);
            arguments[i] = field.index();
        }
        Compiled code = HiddenClasses.define(
                CompiledTemplate.class,
                Chains.sequence(writers).asType(MethodType.methodType(void.class, CborWriter.class, Object.class)),
                Chains.construct(constructor, readers, arguments)
                        .asType(MethodType.methodType(Object.class, CborCursor.class)),
                true);
        ways.forEach(way -> way.lead(code));
        return code;
    }
}
