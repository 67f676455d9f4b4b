package org.cdirpc.transport.cbor;

import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.ext.jdk8.OptionalDoubleDeserializer;
import tools.jackson.databind.ext.jdk8.OptionalIntDeserializer;
import tools.jackson.databind.ext.jdk8.OptionalLongDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORReadFeature;

/**
 * Makes the codecs of a contract's types. One per node and contract class loader: it keeps what it learnt about their
 * classes, and goes away with them. Thread-safe.
 */
public final class CborMapping {

    /** Sets of buffers (about 50 KB each) that are kept; more calls at once than this make their own. */
    private static final int KEPT_BUFFERS = 64;

    private final CborLimits limits;
    private final CBORMapper mapper;
    private final TypeCompiler named;
    private final TypeCompiler positional;
    private final Set<JavaType> clean = ConcurrentHashMap.newKeySet();

    // A contract has many methods and few types: what was found out about a type or a list of them is kept.
    private final Map<Type, List<TypeProblem>> problems = new ConcurrentHashMap<>();
    private final Map<JavaType, String> kinds = new ConcurrentHashMap<>();
    private final Map<Type, JavaType> resolved = new ConcurrentHashMap<>();
    private final Map<Type, CborCodec> codecs = new ConcurrentHashMap<>();
    private final Map<List<Type>, CborCodec> tuples = new ConcurrentHashMap<>();
    private final Map<Type, Optional<PositionalCodec>> positionals = new ConcurrentHashMap<>();
    private final Map<List<Type>, Optional<PositionalCodec>> positionalTuples = new ConcurrentHashMap<>();

    /** A mapping whose codecs hold these limits, in both directions. */
    public CborMapping(CborLimits limits) {
        this.limits = limits;
        this.mapper = mapper(limits);
        this.named = new TypeCompiler(mapper, false);
        this.positional = new TypeCompiler(mapper, true);
    }

    /** What a body may ask for. */
    public CborLimits limits() {
        return limits;
    }

    /**
     * The codec of one value; {@code void} travels as null.
     *
     * @param type fully resolved: no raw types, wildcards or type variables
     * @throws UnsupportedTypeException if {@link #problems} finds any
     */
    public CborCodec codec(Type type) {
        return codecs.computeIfAbsent(type, this::newCodec);
    }

    private CborCodec newCodec(Type type) {
        CheckedCodec library = valueCodec(type);
        return type == void.class || type == Void.class ? library : preferred(compile(named, resolved(type)), library);
    }

    /**
     * The codec of a list of arguments: values are {@code Object[]}; null is refused for a primitive.
     *
     * @param types of the parameters, each fully resolved
     * @throws UnsupportedTypeException if {@link #problems} finds any
     */
    public CborCodec tuple(List<? extends Type> types) {
        return tuples.computeIfAbsent(List.copyOf(types), this::newTuple);
    }

    private CborCodec newTuple(List<Type> types) {
        CborCodec library = libraryTuple(types);
        return preferred(compile(named, resolved(types)), library);
    }

    /**
     * The codec of one value by position; null where that has to be by name, as for void, beans, hierarchies and
     * whatever is annotated.
     *
     * @param type as of {@link #codec}
     * @throws UnsupportedTypeException if {@link #problems} finds any
     */
    public @Nullable PositionalCodec positional(Type type) {
        return positionals.computeIfAbsent(type, this::newPositional).orElse(null);
    }

    private Optional<PositionalCodec> newPositional(Type type) {
        if (type == void.class || type == Void.class) {
            return Optional.empty();
        }
        requireNone(type);
        return byPosition(compile(positional, resolved(type)), () -> valueCodec(type));
    }

    /**
     * The codec of a list of arguments by position; null where one of them has to be by name.
     *
     * @param types as of {@link #tuple}
     * @throws UnsupportedTypeException if {@link #problems} finds any
     */
    public @Nullable PositionalCodec positionalTuple(List<? extends Type> types) {
        return positionalTuples
                .computeIfAbsent(List.copyOf(types), this::newPositionalTuple)
                .orElse(null);
    }

    private Optional<PositionalCodec> newPositionalTuple(List<Type> types) {
        types.forEach(this::requireNone);
        return byPosition(compile(positional, resolved(types)), () -> libraryTuple(types));
    }

    /**
     * The codec of one exception class that a contract declares.
     *
     * @throws UnsupportedTypeException if {@link #throwableProblems} finds any
     */
    public ThrowableCodec throwable(Class<? extends Throwable> type) {
        ThrowableShape shape = new ThrowableShape(mapper, type);
        requireNone(type, shape.problems());
        return new ThrowableCodec(this, shape);
    }

    /** Everything that keeps values of a type from travelling, for errors at deployment; empty if they can. */
    public List<TypeProblem> problems(Type type) {
        return problems.computeIfAbsent(type, unknown -> new TypeCheck(mapper, clean).check(unknown));
    }

    /** Everything that keeps an exception class from travelling; empty if it can. */
    public List<TypeProblem> throwableProblems(Class<? extends Throwable> type) {
        return new ThrowableShape(mapper, type).problems();
    }

    /**
     * The form of a type on the wire in one word, for signatures that both sides compare: void, bool, int, float,
     * decimal, text, bytes, time, enum, object, or {@code list<...>}, {@code map<...>} (of its values; keys are text)
     * and {@code optional<...>} of these. Java's names never appear in it.
     */
    public String kind(Type type) {
        return new TypeShape(mapper, kinds).kind(resolved(type));
    }

    /** Reads the shapes of a contract's types from how their values travel. */
    public ShapeReader shapes() {
        return new ShapeReader(this, mapper);
    }

    /** A list of arguments without code of its own. */
    CborCodec libraryTuple(List<? extends Type> types) {
        types.forEach(this::requireNone);
        return new TupleCodec(mapper, resolved(types), limits);
    }

    private List<JavaType> resolved(List<? extends Type> types) {
        List<JavaType> all = new ArrayList<>(types.size());
        for (Type type : types) {
            all.add(resolved(type));
        }
        return all;
    }

    private JavaType resolved(Type type) {
        return resolved.computeIfAbsent(type, mapper::constructType);
    }

    /** A value without code of its own. */
    CheckedCodec valueCodec(Type type) {
        if (type == void.class || type == Void.class) {
            return new NothingCodec(limits);
        }
        requireNone(type);
        return new ValueCodec(mapper, resolved(type), limits);
    }

    private static @Nullable Element compile(TypeCompiler compiler, JavaType type) {
        synchronized (compiler) {
            return compiler.compile(type);
        }
    }

    private static @Nullable Element compile(TypeCompiler compiler, List<JavaType> types) {
        synchronized (compiler) {
            return compiler.compile(types);
        }
    }

    private Optional<PositionalCodec> byPosition(@Nullable Element code, Supplier<CborCodec> library) {
        CompiledBody body = code == null ? null : CompiledBody.of(code, limits);
        return code == null || body == null
                ? Optional.empty()
                : Optional.of(new PositionalCodec(body, library, code.shape()));
    }

    private CborCodec preferred(@Nullable Element code, CborCodec library) {
        CompiledBody body = code == null ? null : CompiledBody.of(code, limits);
        return body == null ? library : new CompiledCodec(body, library);
    }

    void requireNone(Type type) {
        requireNone(type, problems(type));
    }

    static void requireNone(Type type, List<TypeProblem> problems) {
        if (!problems.isEmpty()) {
            throw new UnsupportedTypeException(type.getTypeName(), problems);
        }
    }

    private static CBORMapper mapper(CborLimits limits) {
        CBORMapper.Builder builder = CBORMapper.builder(factory(limits))
                .annotationIntrospector(new ContractTypes())
                // Never a constructor of one text or number as a way in from that text or number.
                .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
                .addModule(scalars())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                        DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
                // The second changes nothing for enums without @JsonEnumDefaultValue.
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS, EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
                .withCoercionConfigDefaults(coercions -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        coercions.setCoercion(shape, CoercionAction.Fail);
                    }
                });
        // An integer is a float and a decimal too; of these two types the empty text is a value.
        builder.withCoercionConfig(
                LogicalType.Float,
                coercions -> coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert));
        for (Class<?> type : List.of(URI.class, Locale.class)) {
            builder.withCoercionConfig(
                    type, coercions -> coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty));
        }
        return builder.build();
    }

    private static SimpleModule scalars() {
        // The library's built-in readers of these three pass the modifier by unless a module names them.
        return new SimpleModule("cdi-rpc")
                .addDeserializer(OptionalInt.class, new OptionalIntDeserializer())
                .addDeserializer(OptionalLong.class, new OptionalLongDeserializer())
                .addDeserializer(OptionalDouble.class, new OptionalDoubleDeserializer())
                .addSerializer(new Root.Serializer())
                .setDeserializerModifier(new StrictScalars());
    }

    private static DefiniteCborFactory factory(CborLimits limits) {
        return new DefiniteCborFactory(CBORFactory.builder()
                // One pool of our own: thread-locals would outlive an undeployed application.
                .recyclerPool(JsonRecyclerPools.newBoundedPool(KEPT_BUFFERS))
                // The table of names would keep whatever names peers send, of any length, for the life of the node.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(CBORReadFeature.READ_UNDEFINED_AS_EMBEDDED_OBJECT)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxDocumentLength(limits.maxBodyBytes())
                        .maxStringLength(limits.maxBodyBytes())
                        .maxNameLength(limits.maxBodyBytes())
                        // Ends of containers are tokens too.
                        .maxTokenCount(2L * limits.maxItems())
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .build()));
    }
}
