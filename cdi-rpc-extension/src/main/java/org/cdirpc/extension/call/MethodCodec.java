package org.cdirpc.extension.call;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.transport.cbor.CborCodec;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.cdirpc.transport.cbor.PositionalCodec;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.jspecify.annotations.Nullable;

/**
 * A method with the encoders and decoders of its types. Those by position are made at once, as their digests are needed for
 * binding; those by name, which few methods need, at their first use. Thread-safe.
 */
public final class MethodCodec {

    private static final Object[] NO_ARGUMENTS = {};

    private final ContractMethod method;
    private final CborMapping mapping;
    private final boolean hasResult;
    private final @Nullable PositionalCodec positionalArguments;
    private final @Nullable PositionalCodec positionalResult;
    private final List<ThrowableCodec> exceptions;
    private final int messageCap;

    /** Read and written without a lock: codecs are immutable, and the mapping makes only one for the same types. */
    private @Nullable CborCodec arguments;

    private @Nullable CborCodec result;

    private @Nullable CborCodec routingKey;

    MethodCodec(ContractMethod method, CborMapping mapping, int messageCap) {
        this.method = method;
        this.mapping = mapping;
        this.messageCap = messageCap;
        Type resultType = method.resultType();
        this.hasResult = resultType != void.class && resultType != Void.class;
        this.positionalArguments = mapping.positionalTuple(method.parameterTypes());
        this.positionalResult = hasResult ? mapping.positional(resultType) : null;
        List<ThrowableCodec> declared = new ArrayList<>();
        for (Class<? extends Throwable> exception : method.declared()) {
            declared.add(mapping.throwable(exception));
        }
        this.exceptions = List.copyOf(declared);
    }

    /** What must be equal on both sides for positional arguments and results. */
    public Shapes shapes() {
        return new Shapes(
                positionalArguments == null ? "" : positionalArguments.digest(),
                positionalResult == null ? "" : positionalResult.digest());
    }

    /**
     * A hash of the parameters that decide where a call goes, the same on every node: FNV-1a (Fowler, Noll, Vo; 64 bits) over
     * what they are as bytes with names, mixed once more as in MurmurHash3 (Austin Appleby), since equal ends would give near
     * hashes. 0 if the method has no such parameters.
     *
     * @throws org.cdirpc.transport.cbor.CborException if one cannot be encoded
     */
    public long routingHash(@Nullable Object[] values) {
        List<Integer> places = method.calling().routingKeys();
        if (places.isEmpty()) {
            return 0;
        }
        @Nullable Object[] keys = new @Nullable Object[places.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = values[places.get(i)];
        }
        CborCodec codec = routingKey;
        if (codec == null) {
            codec = mapping.tuple(places.stream()
                    .map(place -> method.parameterTypes().get(place))
                    .toList());
            routingKey = codec;
        }
        CborWriter out = new CborWriter(messageCap);
        codec.encode(keys, out);
        long hash = 0xcbf29ce484222325L;
        byte[] bytes = out.buffer();
        for (int i = 0; i < out.size(); i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    /** The method. */
    public ContractMethod method() {
        return method;
    }

    /**
     * The arguments as bytes.
     *
     * @throws org.cdirpc.transport.cbor.CborException if one cannot be encoded, or all together are larger than the cap
     */
    public CborWriter encodeArguments(@Nullable Object[] values) {
        CborWriter out = new CborWriter(messageCap);
        encodeArguments(values, false, out);
        return out;
    }

    /**
     * The arguments, appended to what was written.
     *
     * @param positional whether by position; only what {@link #shapes} has a digest of
     * @throws org.cdirpc.transport.cbor.CborException if one cannot be encoded, or all together do not fit the writer,
     *     which then holds what it held before
     */
    public void encodeArguments(@Nullable Object[] values, boolean positional, CborWriter out) {
        argumentsAs(positional).encode(values, out);
    }

    private CborCodec argumentsAs(boolean positional) {
        if (positional && positionalArguments != null) {
            return positionalArguments;
        }
        CborCodec named = arguments;
        if (named == null) {
            named = mapping.tuple(method.parameterTypes());
            arguments = named;
        }
        return named;
    }

    private CborCodec resultAs(boolean positional) {
        if (positional && positionalResult != null) {
            return positionalResult;
        }
        CborCodec named = result;
        if (named == null) {
            named = mapping.codec(method.resultType());
            result = named;
        }
        return named;
    }

    /**
     * The arguments from bytes.
     *
     * @param positional whether they are by position
     * @throws org.cdirpc.transport.cbor.CborException if they are not what the method takes
     */
    public @Nullable Object[] decodeArguments(byte[] buffer, int offset, int length, boolean positional) {
        Object decoded = argumentsAs(positional).decode(buffer, offset, length);
        return decoded instanceof Object[] values ? values : NO_ARGUMENTS;
    }

    /**
     * The result as bytes; none for a method without result.
     *
     * @throws org.cdirpc.transport.cbor.CborException if it cannot be encoded, or is larger than the cap
     */
    public CborWriter encodeResult(@Nullable Object value) {
        CborWriter out = new CborWriter(messageCap);
        encodeResult(value, false, out);
        return out;
    }

    /**
     * Appends the result to a writer, which holds what it held before if that fails.
     *
     * @param positional whether by position; only what {@link #shapes} has a digest of
     * @throws org.cdirpc.transport.cbor.CborException if it cannot be encoded, or does not fit
     */
    public void encodeResult(@Nullable Object value, boolean positional, CborWriter out) {
        if (hasResult) {
            resultAs(positional).encode(value, out);
        }
    }

    /**
     * The result from bytes.
     *
     * @param positional whether it is by position
     * @throws org.cdirpc.transport.cbor.CborException if they are not what the method returns
     */
    public @Nullable Object decodeResult(byte[] buffer, int offset, int length, boolean positional) {
        return hasResult ? resultAs(positional).decode(buffer, offset, length) : null;
    }

    /** The declared exception that stands for one that was thrown: its own class, else the nearest super-class. */
    public @Nullable ThrowableCodec exceptionFor(Throwable thrown) {
        ThrowableCodec nearest = null;
        for (ThrowableCodec candidate : exceptions) {
            if (candidate.type().isInstance(thrown)
                    && (nearest == null || nearest.type().isAssignableFrom(candidate.type()))) {
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The declared exception of a name on the wire, or null if this side declares none of that name. */
    public @Nullable ThrowableCodec exceptionNamed(String name) {
        for (ThrowableCodec candidate : exceptions) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        return null;
    }
}
