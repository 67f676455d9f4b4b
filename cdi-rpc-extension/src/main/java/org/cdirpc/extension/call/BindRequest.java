package org.cdirpc.extension.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.cdirpc.transport.cbor.CborWriter;

/**
 * The body of BIND: what a consumer is going to call. The methods' ids on the channel follow one another in this order.
 *
 * @param firstMethod the first method's id on this channel, from 0 to 65535
 * @param service the service's name
 * @param group its group; empty for the nameless one
 * @param version the oldest version that will do; the least of the range, if there is one
 * @param methods the methods, at most {@link #MOST_METHODS}
 * @param shapes of each method, for a provider that can tell; else empty
 * @param range the versions that will do, for a provider that judges by descriptors; else empty
 * @param descriptor the text of the consumer's descriptor, likewise. It is not looked into here: whether it can be read
 *     is a matter of the service, and not of the channel
 */
public record BindRequest(
        int firstMethod,
        String service,
        String group,
        String version,
        List<Signature> methods,
        List<Shapes> shapes,
        String range,
        String descriptor) {

    /** The most methods of one service. */
    public static final int MOST_METHODS = 10_000;

    /** The largest id that a method can have on a channel. */
    public static final int LARGEST_ID = 0xffff;

    private static final int FIELDS = 5;
    private static final int FIELDS_WITH_SHAPES = 6;
    private static final int FIELDS_WITH_DESCRIPTOR = 8;
    /** What a later release may send; more is no BIND. */
    private static final int MOST_FIELDS = 64;

    private static final int SIGNATURE_FIELDS = 5;
    private static final int MOST_PARAMETERS = 255;
    private static final int MOST_BYTES = 16 << 20;

    /** Immutable copies. */
    public BindRequest {
        methods = List.copyOf(methods);
        shapes = List.copyOf(shapes);
        if (!shapes.isEmpty()) {
            expect("shapes", shapes.size(), methods.size(), methods.size());
        }
    }

    /** Without a descriptor. */
    public BindRequest(
            int firstMethod,
            String service,
            String group,
            String version,
            List<Signature> methods,
            List<Shapes> shapes) {
        this(firstMethod, service, group, version, methods, shapes, "", "");
    }

    /** The request for all methods of a contract, with their shapes or without; without a descriptor. */
    public static BindRequest of(
            int firstMethod, ContractCodec codec, String group, String version, boolean withShapes) {
        Contract contract = codec.contract();
        List<Signature> methods =
                contract.methods().stream().map(ContractMethod::signature).toList();
        List<Shapes> shapes =
                withShapes ? codec.methods().stream().map(MethodCodec::shapes).toList() : List.of();
        return new BindRequest(firstMethod, contract.service(), group, version, methods, shapes);
    }

    /** The same with what a provider needs that judges by descriptors. */
    public BindRequest describedBy(String versions, String text) {
        return new BindRequest(firstMethod, service, group, version, methods, shapes, versions, text);
    }

    /** Whether the provider is told what the consumer's types look like. */
    public boolean described() {
        return !descriptor.isEmpty();
    }

    /**
     * As bytes: an array of first id, service, group, version, the methods as arrays, and a flat one of shapes if any; with a
     * descriptor, the array of shapes is always there, and range and descriptor stand behind it.
     */
    public byte[] encode() {
        CborWriter out = new CborWriter(MOST_BYTES);
        out.writeArray(described() ? FIELDS_WITH_DESCRIPTOR : shapes.isEmpty() ? FIELDS : FIELDS_WITH_SHAPES)
                .writeInt(firstMethod)
                .writeText(service)
                .writeText(group)
                .writeText(version);
        out.writeArray(methods.size());
        for (Signature method : methods) {
            out.writeArray(SIGNATURE_FIELDS).writeText(method.name());
            writeTexts(out, method.parameters());
            writeTexts(out, method.hints());
            out.writeText(method.result()).writeBoolean(method.oneWay());
        }
        if (described() || !shapes.isEmpty()) {
            out.writeArray(2 * shapes.size());
            shapes.forEach(shape -> out.writeText(shape.arguments()).writeText(shape.result()));
        }
        if (described()) {
            out.writeText(range).writeBytes(descriptor.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /**
     * From bytes. What a later release puts behind the descriptor is skipped.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they are malformed
     * @throws IllegalArgumentException if they are beyond the limits
     */
    public static BindRequest decode(byte[] body, CborLimits limits) {
        CborReader in = new CborReader(body, 0, body.length, limits);
        int fields = in.readArray();
        expect("fields", fields, FIELDS, MOST_FIELDS);
        if (fields == FIELDS_WITH_DESCRIPTOR - 1) {
            // Neither form: a range without the descriptor that it is judged with.
            expect("fields", fields, FIELDS_WITH_DESCRIPTOR, MOST_FIELDS);
        }
        boolean described = fields >= FIELDS_WITH_DESCRIPTOR;
        int firstMethod = in.readInt();
        expect("as the first method id", firstMethod, 0, LARGEST_ID);
        String service = in.readText();
        String group = in.readText();
        String version = in.readText();
        int count = in.readArray();
        expect("methods", count, 1, MOST_METHODS);
        List<Signature> methods = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            expect("fields of a method", in.readArray(), SIGNATURE_FIELDS, SIGNATURE_FIELDS);
            methods.add(new Signature(in.readText(), readTexts(in), readTexts(in), in.readText(), in.readBoolean()));
        }
        List<Shapes> shapes = fields == FIELDS ? List.of() : readShapes(in, count, described);
        String range = described ? in.readText() : "";
        String descriptor = described ? readDescriptor(in) : "";
        for (int i = FIELDS_WITH_DESCRIPTOR; i < fields; i++) {
            in.skip();
        }
        in.expectEnd();
        return new BindRequest(firstMethod, service, group, version, methods, shapes, range, descriptor);
    }

    private static List<Shapes> readShapes(CborReader in, int methods, boolean mayBeNone) {
        int digests = in.readArray();
        if (mayBeNone && digests == 0) {
            return List.of();
        }
        expect("digests", digests, 2 * methods, 2 * methods);
        List<Shapes> shapes = new ArrayList<>(methods);
        for (int i = 0; i < methods; i++) {
            shapes.add(new Shapes(in.readText(), in.readText()));
        }
        return shapes;
    }

    private static String readDescriptor(CborReader in) {
        byte[] text = in.readBytes();
        expect("bytes of a descriptor", text.length, 1, MOST_BYTES);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void writeTexts(CborWriter out, List<String> texts) {
        out.writeArray(texts.size());
        texts.forEach(out::writeText);
    }

    private static List<String> readTexts(CborReader in) {
        int count = in.readArray();
        expect("parameters", count, 0, MOST_PARAMETERS);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readText());
        }
        return texts;
    }

    static void expect(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("CDIRPC315002: " + value + " " + what + " in a BIND or BOUND (expected: "
                    + least + ".." + most + "); the peer speaks another protocol version");
        }
    }
}
