package org.cdirpc.transport.cbor;

import java.util.Map;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Turns the databind library's exceptions, whose messages quote the input, into ours, which do not. */
final class CodecFailures {

    private CodecFailures() {}

    static CborException encoding(String type, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CborException own) {
                return own;
            }
        }
        return new CborException(
                Reason.UNENCODABLE,
                -1,
                "CDIRPC110200: " + path(type, failure)
                        + " cannot be written (expected: a value of the declared type, at "
                        + "most as deep and as large as the limits); the cause says what is wrong with it",
                failure);
    }

    /** Of an exception or an error, unless that is the machine's. */
    static CborException decoding(String type, Throwable failure) {
        if (failure instanceof CborException own) {
            return own;
        }
        if (failure instanceof Error) {
            // The library lets those of constructors through, without a word about where.
            CompiledBody.passVirtualMachineErrors(failure);
            return refusedBy("a constructor", type, failure);
        }
        String where = path(type, failure);
        if (failure instanceof ValueInstantiationException made
                && made.getCause() != null
                && !(made.getCause() instanceof JacksonException)) {
            String maker = made.getType().getRawClass().getSimpleName();
            return refusedBy("the constructor of " + maker, where, made.getCause());
        }
        CborException unknown = UnknownName.in(failure, where);
        if (unknown != null) {
            return unknown;
        }
        return new CborException(
                Reason.MISMATCH,
                -1,
                "CDIRPC110201: " + where + " is not " + expected(failure)
                        + " (expected: the form in which the contract's type is written); use the same version of the "
                        + "contract on both sides");
    }

    /** Thrown by the application's own constructor: its message is the application's affair. */
    private static CborException refusedBy(String constructor, String where, Throwable thrown) {
        return new CborException(
                Reason.MISMATCH,
                -1,
                "CDIRPC110202: " + where + " was refused by " + constructor + " with "
                        + thrown.getClass().getSimpleName() + " (expected: arguments it takes); the cause says why",
                thrown);
    }

    private static String expected(Throwable failure) {
        Class<?> target = failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return target == null ? "readable" : "readable as " + target.getSimpleName();
    }

    /** Where, in the words of the contract: names of properties and indexes, but never a received map key. */
    private static String path(String type, Throwable failure) {
        StringBuilder path = new StringBuilder(type);
        if (failure instanceof JacksonException known) {
            for (JacksonException.Reference step : known.getPath()) {
                if (step.getIndex() >= 0) {
                    path.append('[').append(step.getIndex()).append(']');
                } else if (isMap(step.from()) || !isName(step.getPropertyName())) {
                    path.append("{}");
                } else {
                    path.append('.').append(step.getPropertyName());
                }
            }
        }
        return path.toString();
    }

    private static boolean isMap(@Nullable Object from) {
        return from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
    }

    /** Whether a received text may be repeated in a message. */
    static boolean isName(@Nullable String name) {
        return name != null
                && name.length() <= 64
                && name.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '-' || c == '@');
    }
}
