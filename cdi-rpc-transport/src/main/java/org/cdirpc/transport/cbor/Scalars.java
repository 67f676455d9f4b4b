package org.cdirpc.transport.cbor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads scalars in the one form in which {@link Accept} takes them; null stands for itself. */
final class Scalars {

    private Scalars() {}

    static void write(CborWriter out, boolean value) {
        out.putByte(value ? 0xf5 : 0xf4);
    }

    static void write(CborWriter out, byte value) {
        out.putLong(value);
    }

    static void write(CborWriter out, short value) {
        out.putLong(value);
    }

    static void write(CborWriter out, int value) {
        out.putLong(value);
    }

    static void write(CborWriter out, long value) {
        out.putLong(value);
    }

    static void write(CborWriter out, float value) {
        out.putFloat(value);
    }

    static void write(CborWriter out, double value) {
        out.putDouble(value);
    }

    static void write(CborWriter out, char value) {
        if (value >= 0x80) {
            out.writeText(String.valueOf(value));
        } else {
            out.putByte(0x61);
            out.putByte(value);
        }
    }

    static void write(CborWriter out, @Nullable String value) {
        if (value == null) {
            out.putNull();
        } else {
            out.putText(value);
        }
    }

    static void write(CborWriter out, byte @Nullable [] value) {
        if (value == null) {
            out.putNull();
        } else {
            out.putBytes(value);
        }
    }

    static void write(CborWriter out, @Nullable UUID value) {
        if (value == null) {
            out.putNull();
        } else {
            out.putFixed(0x50, value.getMostSignificantBits());
            out.putRawLong(value.getLeastSignificantBits());
        }
    }

    static void write(CborWriter out, @Nullable BigInteger value) {
        if (value == null) {
            out.putNull();
        } else {
            boolean negative = value.signum() < 0;
            byte[] bytes = (negative ? value.not() : value).toByteArray();
            if (bytes.length > out.limits().maxIntegerBytes()) {
                throw GiveUp.INSTANCE;
            }
            out.putByte(negative ? 0xc3 : 0xc2);
            out.putBytes(bytes);
        }
    }

    static void write(CborWriter out, @Nullable BigDecimal value) {
        if (value == null) {
            out.putNull();
            return;
        }
        if (Math.abs((long) value.scale()) > out.limits().maxDecimalScale()) {
            throw GiveUp.INSTANCE;
        }
        out.putByte(0xc4);
        out.putByte(0x82);
        out.putLong(-value.scale());
        // As the library does: what needs more than 32 bits takes all 64.
        BigInteger mantissa = value.unscaledValue();
        int bits = mantissa.bitLength();
        if (bits <= 31) {
            out.putLong(mantissa.intValue());
        } else if (bits <= 63) {
            long whole = mantissa.longValue();
            out.putFixed(whole < 0 ? 0x3b : 0x1b, whole < 0 ? ~whole : whole);
        } else {
            write(out, mantissa);
        }
    }

    static void write(CborWriter out, @Nullable OptionalInt value) {
        if (value == null || value.isEmpty()) {
            out.putNull();
        } else {
            out.putLong(value.getAsInt());
        }
    }

    static void write(CborWriter out, @Nullable OptionalLong value) {
        if (value == null || value.isEmpty()) {
            out.putNull();
        } else {
            out.putLong(value.getAsLong());
        }
    }

    static void write(CborWriter out, @Nullable OptionalDouble value) {
        if (value == null || value.isEmpty()) {
            out.putNull();
        } else {
            out.putDouble(value.getAsDouble());
        }
    }

    static boolean readBoolean(CborCursor in) {
        return in.readBoolean();
    }

    static byte readByte(CborCursor in) {
        int at = in.position();
        int value = in.readInt();
        if (value != (byte) value) {
            throw in.faultAt(at, "an integer of 8 bits");
        }
        return (byte) value;
    }

    static short readShort(CborCursor in) {
        int at = in.position();
        int value = in.readInt();
        if (value != (short) value) {
            throw in.faultAt(at, "an integer of 16 bits");
        }
        return (short) value;
    }

    static int readInt(CborCursor in) {
        return in.readInt();
    }

    static long readLong(CborCursor in) {
        return in.readLong();
    }

    static float readFloat(CborCursor in) {
        return in.readFloat();
    }

    static double readDouble(CborCursor in) {
        return in.readDouble();
    }

    static char readChar(CborCursor in) {
        int at = in.position();
        String text = in.readText();
        if (text.length() != 1) {
            throw in.faultAt(at, "a text of one character");
        }
        return text.charAt(0);
    }

    static @Nullable String readString(CborCursor in) {
        return in.tryNull() ? null : in.readText();
    }

    static byte @Nullable [] readBytes(CborCursor in) {
        return in.tryNull() ? null : in.readBytes();
    }

    static @Nullable UUID readUuid(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        if (!in.tryByte(0x50)) {
            throw in.fault("16 bytes");
        }
        return new UUID(in.readRawLong(), in.readRawLong());
    }

    static @Nullable BigInteger readBigInteger(CborCursor in) {
        return in.tryNull() ? null : in.readBigInteger();
    }

    static @Nullable BigDecimal readBigDecimal(CborCursor in) {
        if (in.tryNull()) {
            return null;
        }
        if (!in.tryByte(0xc4) || !in.tryByte(0x82)) {
            throw in.fault("a decimal fraction");
        }
        int scale = in.readScale();
        return in.isInteger() ? BigDecimal.valueOf(in.readLong(), scale) : new BigDecimal(in.readBigInteger(), scale);
    }

    static OptionalInt readOptionalInt(CborCursor in) {
        return in.tryNull() ? OptionalInt.empty() : OptionalInt.of(in.readInt());
    }

    static OptionalLong readOptionalLong(CborCursor in) {
        return in.tryNull() ? OptionalLong.empty() : OptionalLong.of(in.readLong());
    }

    static OptionalDouble readOptionalDouble(CborCursor in) {
        return in.tryNull() ? OptionalDouble.empty() : OptionalDouble.of(in.readDouble());
    }
}
