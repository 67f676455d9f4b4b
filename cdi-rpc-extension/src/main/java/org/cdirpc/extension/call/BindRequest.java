package org.cdirpc.extension.call;

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
 * @param version the oldest version that will do
 * @param methods the methods, at most {@link #MOST_METHODS}
 * @param shapes of each method, for a provider that can tell; else empty
 */
public record BindRequest(
        int firstMethod, String service, String group, String version, List<Signature> methods, List<Shapes> shapes) {

    /** The most methods of one service. */
    public static final int MOST_METHODS = 10_000;

    /** The largest id that a method can have on a channel. */
    public static final int LARGEST_ID = 0xffff;

    private static final int FIELDS = 5;
    private static final int FIELDS_WITH_SHAPES = 6;
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

    /** The request for all methods of a contract, with their shapes or without. */
    public static BindRequest of(
            int firstMethod, ContractCodec codec, String group, String version, boolean withShapes) {
        Contract contract = codec.contract();
        List<Signature> methods =
                contract.methods().stream().map(ContractMethod::signature).toList();
        List<Shapes> shapes =
                withShapes ? codec.methods().stream().map(MethodCodec::shapes).toList() : List.of();
        return new BindRequest(firstMethod, contract.service(), group, version, methods, shapes);
    }

    /** As bytes: an array of first id, service, group, version, the methods as arrays, and a flat one of shapes if any. */
    public byte[] encode() {
        CborWriter out = new CborWriter(MOST_BYTES);
        out.writeArray(shapes.isEmpty() ? FIELDS : FIELDS_WITH_SHAPES)
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
        if (!shapes.isEmpty()) {
            out.writeArray(2 * shapes.size());
            shapes.forEach(shape -> out.writeText(shape.arguments()).writeText(shape.result()));
        }
        return out.toByteArray();
    }

    /**
     * From bytes.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they are malformed
     * @throws IllegalArgumentException if they are beyond the limits
     */
    public static BindRequest decode(byte[] body, CborLimits limits) {
        CborReader in = new CborReader(body, 0, body.length, limits);
        int fields = in.readArray();
        expect("fields", fields, FIELDS, FIELDS_WITH_SHAPES);
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
        List<Shapes> shapes = fields == FIELDS ? List.of() : readShapes(in, count);
        in.expectEnd();
        return new BindRequest(firstMethod, service, group, version, methods, shapes);
    }

    private static List<Shapes> readShapes(CborReader in, int methods) {
        expect("digests", in.readArray(), 2 * methods, 2 * methods);
        List<Shapes> shapes = new ArrayList<>(methods);
        for (int i = 0; i < methods; i++) {
            shapes.add(new Shapes(in.readText(), in.readText()));
        }
        return shapes;
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
