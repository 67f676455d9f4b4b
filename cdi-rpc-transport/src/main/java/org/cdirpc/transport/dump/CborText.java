package org.cdirpc.transport.dump;

import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/** CBOR as text that resembles JSON; byte strings as {@code h'..'}. Never fails: says what is wrong and where. */
final class CborText {

    private static final int MOST_CHARS = 64 << 10;

    private final CBORFactory factory = new CBORFactory();

    /** The items in these bytes, one behind the other. */
    String of(byte[] bytes, int offset, int length) {
        StringBuilder out = new StringBuilder();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            boolean first = true;
            for (JsonToken token; (token = parser.nextToken()) != null && out.length() < MOST_CHARS; ) {
                boolean closes = token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
                boolean afterName = !out.isEmpty() && out.charAt(out.length() - 1) == ':';
                if (!first && !closes && !afterName) {
                    out.append(", ");
                }
                append(out, token, parser);
                first = token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT;
            }
            if (out.length() >= MOST_CHARS) {
                out.append(" ... (cut)");
            }
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            out.append(" <not CBOR from here: ").append(why).append('>');
        }
        return out.toString();
    }

    private static void append(StringBuilder out, JsonToken token, JsonParser parser) {
        switch (token) {
            case START_OBJECT -> out.append('{');
            case END_OBJECT -> out.append('}');
            case START_ARRAY -> out.append('[');
            case END_ARRAY -> out.append(']');
            case PROPERTY_NAME -> {
                quote(out, parser.currentName());
                out.append(':');
            }
            case VALUE_STRING -> quote(out, parser.getString());
            case VALUE_EMBEDDED_OBJECT ->
                out.append("h'")
                        .append(HexFormat.of().formatHex(parser.getBinaryValue()))
                        .append('\'');
            // Its digits could be millions: a decimal is shown by what it consists of.
            case VALUE_NUMBER_FLOAT ->
                out.append(
                        parser.getNumberType() == JsonParser.NumberType.BIG_DECIMAL
                                ? parser.getDecimalValue().unscaledValue() + "e"
                                        + -(long) parser.getDecimalValue().scale()
                                : Double.toString(parser.getDoubleValue()));
            default -> out.append(parser.getString());
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        out.append('"');
    }
}
