package org.cdirpc.transport.cbor;

import org.jspecify.annotations.Nullable;

/** The code of a type as a body of its own, with the limits that the code itself does not look at. */
final class CompiledBody {

    /** Recursion of code is deeper in frames than its data is in levels; deeper data is for the library. */
    private static final int MOST_LEVELS = 200;

    private final Lazy<Compiled> code;
    private final CborLimits limits;
    private final int levels;

    private CompiledBody(Lazy<Compiled> code, CborLimits limits, int levels) {
        this.code = code;
        this.limits = limits;
        this.levels = levels;
    }

    /** A body of that code; null where the type alone is deeper than the limits. */
    static @Nullable CompiledBody of(Element element, CborLimits limits) {
        int levels = Math.min(limits.maxDepth(), MOST_LEVELS) - element.depth();
        return levels < 0
                ? null
                : new CompiledBody(
                        new Lazy<>(() -> HiddenClasses.define(
                                CompiledTemplate.class, element.encode(), element.decode(), false)),
                        limits,
                        levels);
    }

    /** The hidden class, which is to be gone when nobody uses this. */
    Class<?> codeClass() {
        return code.get().getClass();
    }

    /**
     * Appends a value; what a failure leaves behind is the caller's to truncate.
     *
     * @throws Throwable whatever was in the way
     */
    void write(@Nullable Object value, CborWriter out) throws Throwable {
        int start = out.size();
        out.begin(limits, levels);
        code.get().encode(out, value);
        int length = out.size() - start;
        if (out.isOverfull() || length > limits.maxBodyBytes()) {
            throw GiveUp.INSTANCE;
        }
        // An item is a byte at least: only a body of more bytes than items are allowed can have too many of them.
        if (length > limits.maxItems()) {
            CborCheck.checkWhole(out.buffer(), start, length, limits);
        }
    }

    /**
     * Reads a body.
     *
     * @param explains whether a fault says what is wrong; else it is {@link GiveUp}
     * @throws Throwable that, or what a constructor throws
     */
    @Nullable
    Object read(byte[] buf, int off, int len, boolean explains) throws Throwable {
        if (len > limits.maxItems() || len > limits.maxBodyBytes()) {
            CborCheck.checkWhole(buf, off, len, limits);
        }
        CborCursor in = new CborCursor(buf, off, len, limits, levels, explains);
        Object value = code.get().decode(in);
        if (!in.atEnd()) {
            throw in.fault("the end of the body");
        }
        return value;
    }

    /** A stack that was too small for the code may do for the library; all else of the machine's is not ours to catch. */
    static void passVirtualMachineErrors(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }
}
