package org.cdirpc.transport.cbor;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** What is said about a constant or a subtype that this side does not know: what arrives from another version. */
final class UnknownName {

    /** Behind these words the library lists, in brackets, the names that it knows, as the contract gives them. */
    private static final String CONSTANTS = "for Enum class: [";

    private static final String SUBTYPES = "known type ids = [";

    /** Characters of the longest list that is repeated. */
    private static final int LONGEST = 500;

    private UnknownName() {}

    /** The refusal of such a name; null if the failure is another one. */
    static @Nullable CborException in(Throwable failure, String where) {
        if (failure instanceof InvalidFormatException format
                && format.getTargetType() != null
                && Enum.class.isAssignableFrom(format.getTargetType())
                && format.getValue() instanceof String constant) {
            return refused(
                    "CDIRPC110207: " + where + " is " + name(constant) + ", no constant of "
                            + format.getTargetType().getSimpleName(),
                    known(format, CONSTANTS),
                    "mark one of them with @JsonEnumDefaultValue to stand for all others");
        }
        if (failure instanceof InvalidTypeIdException type && type.getBaseType() != null) {
            return refused(
                    "CDIRPC110208: " + where + " is "
                            + (type.getTypeId() == null ? "without the name of its type" : name(type.getTypeId()))
                            + ", no subtype of "
                            + type.getBaseType().getRawClass().getSimpleName(),
                    known(type, SUBTYPES),
                    "name a defaultImpl in @JsonTypeInfo to stand for all others");
        }
        return null;
    }

    private static CborException refused(String what, String known, String fix) {
        return new CborException(
                Reason.MISMATCH,
                -1,
                what + " (expected: " + known + "); use a version of the contract that has it on both sides, or "
                        + fix);
    }

    private static String name(String received) {
        return CodecFailures.isName(received) ? received : "a text that is no name";
    }

    private static String known(JacksonException failure, String before) {
        String message = String.valueOf(failure.getOriginalMessage());
        int start = message.lastIndexOf(before);
        int end = message.indexOf(']', Math.max(start, 0));
        if (start < 0 || end < 0) {
            return "a name of this contract";
        }
        // Constants with bodies are classes of their own, which nobody names.
        String names = Arrays.stream(
                        message.substring(start + before.length(), end).split(", "))
                .filter(name -> name.indexOf('$') < 0)
                .collect(Collectors.joining(", "));
        return "one of " + (names.length() <= LONGEST ? names : names.substring(0, LONGEST) + "...");
    }
}
