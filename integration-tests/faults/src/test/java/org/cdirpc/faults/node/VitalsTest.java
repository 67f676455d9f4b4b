package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class VitalsTest {

    @Test
    void aSocketAndADirectBufferAreCounted() throws Exception {
        // The first socket that is closed in a process opens another that stays.
        ServerSocketChannel.open().close();
        Vitals before = Vitals.now();
        try (ServerSocketChannel open = ServerSocketChannel.open()) {
            ByteBuffer held = ByteBuffer.allocateDirect(3 << 20);
            Vitals with = Vitals.now();
            assertThat(open.isOpen()).isTrue();
            assertThat(with.sockets()).isEqualTo(before.sockets() + 1);
            assertThat(with.descriptors()).isGreaterThan(before.descriptors());
            assertThat(with.direct()).isGreaterThanOrEqualTo(before.direct() + held.capacity());
            assertThat(with.heap()).isPositive();
            assertThat(with.threads()).isPositive();
        }
    }

    @Test
    void theLineIsReadAsItWasWritten() throws Exception {
        Vitals now = Vitals.now();
        assertThat(Vitals.parse(now.line())).isEqualTo(now);
    }
}
