package org.cdirpc.transport.cbor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes copies of a template class that differ in their class data (JEP 371): static final handles of a class of its own
 * are constants to the compiler, and no library is needed to write bytecode.
 */
final class HiddenClasses {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private HiddenClasses() {}

    /** An instance of a new copy of the template. */
    static Compiled define(Class<? extends Compiled> template, Object... data) {
        // By its present name: a tool that relocates packages changes the class file together with it.
        String file = template.getName().substring(template.getPackageName().length() + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("CDIRPC110501: " + file
                        + " is missing (expected: beside the other classes of its package); package all of them");
            }
            MethodHandles.Lookup hidden = LOOKUP.defineHiddenClassWithClassData(in.readAllBytes(), data, true);
            MethodHandle made = hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class));
            return (Compiled) made.invoke();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("CDIRPC110502: " + file + " cannot be copied; the cause says why", e);
        }
    }

    /** The data of a copy; the template itself has none. */
    static Object[] data(MethodHandles.Lookup hidden) {
        try {
            Object[] data = MethodHandles.classData(hidden, "_", Object[].class);
            return data == null ? new Object[0] : data;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("CDIRPC110503: no class data; the cause says why", e);
        }
    }
}
