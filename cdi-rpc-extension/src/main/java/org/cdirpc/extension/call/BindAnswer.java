package org.cdirpc.extension.call;

import java.util.LinkedHashMap;
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
 */
public record BindAnswer(String version, String refused, Map<Integer, String> misfits) {

    private static final int FIELDS = 3;
    private static final int MOST_BYTES = 16 << 20;

    /** Immutable copies. */
    public BindAnswer {
        misfits = Map.copyOf(misfits);
    }

    /** As bytes: an array of version, refusal, and a flat array of indexes and reasons. */
    public byte[] encode() {
        CborWriter out = new CborWriter(MOST_BYTES);
        out.writeArray(FIELDS).writeText(version).writeText(refused).writeArray(2 * misfits.size());
        misfits.forEach((index, reason) -> out.writeInt(index).writeText(reason));
        return out.toByteArray();
    }

    /**
     * From bytes.
     *
     * @throws org.cdirpc.transport.cbor.CborException if they are malformed
     * @throws IllegalArgumentException if they are beyond the limits
     */
    public static BindAnswer decode(byte[] body, CborLimits limits) {
        CborReader in = new CborReader(body, 0, body.length, limits);
        BindRequest.expect("fields", in.readArray(), FIELDS, FIELDS);
        String version = in.readText();
        String refused = in.readText();
        int count = in.readArray();
        BindRequest.expect("misfits", count, 0, 2 * BindRequest.MOST_METHODS);
        Map<Integer, String> misfits = new LinkedHashMap<>();
        for (int i = 0; i < count / 2; i++) {
            misfits.put(in.readInt(), in.readText());
        }
        in.expectEnd();
        return new BindAnswer(version, refused, misfits);
    }
}
