package org.cdirpc.transport.cbor;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.dataformat.cbor.CBORParser;

/**
 * Reads names that nobody knows without keeping them. The library's way of matching names (jackson-dataformat-cbor 3.2.2,
 * {@code CBORParser.nextNameMatch}) puts those that match none into its table of names, also where that is switched off
 * and so refuses them: a bean could not skip what a newer release has added.
 */
final class StrangeNamesParser extends CBORParser {

    StrangeNamesParser(
            ObjectReadContext reading,
            IOContext io,
            int streamFeatures,
            int formatFeatures,
            ByteQuadsCanonicalizer names,
            byte[] data,
            int start,
            int end) {
        super(reading, io, streamFeatures, formatFeatures, names, null, data, start, end, false);
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        String name = nextName();
        if (name != null) {
            return matcher.matchName(name);
        }
        return currentToken() == JsonToken.END_OBJECT
                ? PropertyNameMatcher.MATCH_END_OBJECT
                : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }
}
