package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cdirpc.transport.cbor.Collected.collected;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** An application that was undeployed is not held by anything static, ours or the library's. */
@NullUnmarked
class UnloadingTest {

    record Item(String name, int count, List<Item> parts) {}

    enum Size {
        SMALL,
        LARGE
    }

    record Box(Size size, Item item) {}

    @Test
    void anApplicationsLoaderGoesAwayWithItsMapping() throws Exception {
        WeakReference<ClassLoader> loader = used();
        collected(loader);
    }

    private static WeakReference<ClassLoader> used() throws ClassNotFoundException {
        ClassLoader loader = new OwnClasses();
        Class<?> type = loader.loadClass(Box.class.getName());
        assertThat(type.getClassLoader()).isSameAs(loader);
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        for (CborCodec codec : List.of(
                mapping.codec(type), mapping.valueCodec(type), Objects.requireNonNull(mapping.positional(type)))) {
            byte[] body = Hex.bytes(
                    codec instanceof PositionalCodec
                            ? "8201836161 07 80"
                            : "a26473697a65654c41524745646974656da3646e616d65616165636f756e7407657061727473 80");
            for (int i = 0; i < 2_000; i++) {
                Object value = codec.decode(body, 0, body.length);
                CborWriter out = new CborWriter(1000);
                codec.encode(value, out);
                assertThat(out.size()).isPositive();
            }
        }
        return new WeakReference<>(loader);
    }

    private static final class OwnClasses extends ClassLoader {

        OwnClasses() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> own = findLoadedClass(name);
            if (own != null || !name.startsWith(UnloadingTest.class.getName())) {
                return own == null ? super.loadClass(name, resolve) : own;
            }
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                byte[] file = in.readAllBytes();
                return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
