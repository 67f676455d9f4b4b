package org.cdirpc.transport.cbor;

import java.util.HexFormat;

/** Bytes as the examples of RFC 8949 write them, with blanks where they help the eye. */
final class Hex {

    private Hex() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
