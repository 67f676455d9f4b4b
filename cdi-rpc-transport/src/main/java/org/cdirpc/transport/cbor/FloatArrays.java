package org.cdirpc.transport.cbor;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Arrays of floats: the library's own take text such as "NaN", and decimals that become infinite. */
abstract sealed class FloatArrays<A> extends StdDeserializer<A> {

    FloatArrays(Class<A> type) {
        super(type);
    }

    /** The elements; the caller sees to a float's range. */
    final double[] elements(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            return context.reportInputMismatch(this, "another form than an array of floats");
        }
        double[] values = new double[16];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!Accept.isFloat(parser, token)) {
                return context.reportInputMismatch(this, "an element of another form than float");
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = parser.getDoubleValue();
        }
        return Arrays.copyOf(values, size);
    }

    /** {@code double[]}. */
    static final class Doubles extends FloatArrays<double[]> {
        Doubles() {
            super(double[].class);
        }

        @Override
        public double[] deserialize(JsonParser parser, DeserializationContext context) {
            return elements(parser, context);
        }
    }

    /** {@code float[]}. */
    static final class Floats extends FloatArrays<float[]> {
        Floats() {
            super(float[].class);
        }

        @Override
        public float[] deserialize(JsonParser parser, DeserializationContext context) {
            double[] values = elements(parser, context);
            float[] narrowed = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                narrowed[i] = (float) values[i];
                if (Float.isInfinite(narrowed[i]) && !Double.isInfinite(values[i])) {
                    return context.reportInputMismatch(this, "an element larger than a float of 32 bits");
                }
            }
            return narrowed;
        }
    }
}
