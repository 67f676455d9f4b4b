package org.cdirpc.extension.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborReader;
import org.cdirpc.transport.cbor.CborWriter;

/**
 * The body of BOUND: what of a {@link BindRequest} does not fit.
 *
 * @param version the version that is served; empty if the service is not
 * @param refused why nothing of it can be called; empty if something can
 * @param misfits by method index, why a method cannot be called
 * @param agreed by method index, what may travel by position; empty if nothing does
 */
public record BindAnswer(String version, String refused, Map<Integer, String> misfits, List<Shapes.Agreed> agreed) {

    private static final int FIELDS = 3;
    private static final int FIELDS_WITH_AGREED = 4;
    /** What a later release may send; more is no BOUND. */
    private static final int MOST_FIELDS = 64;

    private static final int ARGUMENTS = 1;
    private static final int RESULT = 2;
    private static final int MOST_BYTES = 16 << 20;

    /** Immutable copies. */
    public BindAnswer {
        misfits = Map.copyOf(misfits);
        agreed = List.copyOf(agreed);
    }

    /** Of a service that cannot be called at all. */
    public static BindAnswer refusal(String version, String reason) {
        return new BindAnswer(version, reason, Map.of(), List.of());
    }

    /** As bytes: an array of version, refusal, a flat array of indexes and reasons, and agreements as bits, if any. */
    public byte[] encode() {
        CborWriter out = new CborWriter(MOST_BYTES);
        out.writeArray(agreed.isEmpty() ? FIELDS : FIELDS_WITH_AGREED)
                .writeText(version)
                .writeText(refused)
                .writeArray(2 * misfits.size());
        misfits.forEach((index, reason) -> out.writeInt(index).writeText(reason));
        if (!agreed.isEmpty()) {
            out.writeArray(agreed.size());
            agreed.forEach(
                    method -> out.writeInt((method.arguments() ? ARGUMENTS : 0) | (method.result() ? RESULT : 0)));
        }
        return out.toByteArray();
    }

    /**
     * From bytes. What a later release puts behind the agreements is skipped; it does so only for a request that had a
     * descriptor.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they are malformed
     * @throws IllegalArgumentException if they are beyond the limits
     */
    public static BindAnswer decode(byte[] body, CborLimits limits) {
        CborReader in = new CborReader(body, 0, body.length, limits);
        int fields = in.readArray();
        BindRequest.expect("fields", fields, FIELDS, MOST_FIELDS);
        String version = in.readText();
        String refused = in.readText();
        int count = in.readArray();
        BindRequest.expect("misfits", count, 0, 2 * BindRequest.MOST_METHODS);
        Map<Integer, String> misfits = new LinkedHashMap<>();
        for (int i = 0; i < count / 2; i++) {
            misfits.put(in.readInt(), in.readText());
        }
        List<Shapes.Agreed> agreed = fields == FIELDS ? List.of() : readAgreed(in);
        for (int i = FIELDS_WITH_AGREED; i < fields; i++) {
            in.skip();
        }
        in.expectEnd();
        return new BindAnswer(version, refused, misfits, agreed);
    }

    private static List<Shapes.Agreed> readAgreed(CborReader in) {
        int count = in.readArray();
        BindRequest.expect("agreements", count, 0, BindRequest.MOST_METHODS);
        List<Shapes.Agreed> agreed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int bits = in.readInt();
            agreed.add(new Shapes.Agreed((bits & ARGUMENTS) != 0, (bits & RESULT) != 0));
        }
        return agreed;
    }
}
