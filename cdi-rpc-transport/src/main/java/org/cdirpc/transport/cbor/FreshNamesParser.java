package org.cdirpc.transport.cbor;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.dataformat.cbor.CBORParser;

/**
 * Reads names without a table of them. The library's own match of short names adds those that no field has to the table
 * all the same, and fails ("Cannot add names to Placeholder symbol table"): a bean could not skip a field that it does not
 * know (jackson-dataformat-cbor 3, {@code CBORParser.nextNameMatch}).
 */
final class FreshNamesParser extends CBORParser {

    FreshNamesParser(
            ObjectReadContext reading,
            IOContext io,
            int streamFeatures,
            int formatFeatures,
            ByteQuadsCanonicalizer noNames,
            byte[] bytes,
            int from,
            int to) {
        super(reading, io, streamFeatures, formatFeatures, noNames, null, bytes, from, to, false);
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
