package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.cdirpc.transport.cbor.CborWriter;
import org.junit.jupiter.api.Test;

class WriterPoolTest {

    private final WriterPool pool = new WriterPool(1 << 20);

    @Test
    void aWriterIsUsedAgainAndEmpty() {
        CborWriter writer = pool.take();
        writer.writeText("secret");
        pool.give(writer);

        assertThat(pool.take()).isSameAs(writer);
        assertThat(writer.size()).isZero();
    }

    @Test
    void nobodyGetsAWriterThatSomebodyHas() {
        Set<CborWriter> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            assertThat(taken.add(pool.take())).isTrue();
        }
        taken.forEach(pool::give);
        Set<CborWriter> again = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            assertThat(again.add(pool.take())).isTrue();
        }
    }

    @Test
    void aWriterThatGrewLargeDoesNotKeepItsRoom() {
        CborWriter writer = pool.take();
        writer.writeBytes(new byte[200 << 10]);
        pool.give(writer);

        assertThat(pool.take().buffer()).hasSizeLessThan(1 << 10);
    }
}
