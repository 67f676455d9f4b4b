package org.cdirpc.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DescriptorsTest {

    private static final long OWN = ProcessHandle.current().pid();

    @Test
    void aConnectionIsSeenAtBothEndsUntilItIsClosed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            // The first socket that is closed in a process opens another that stays.
            new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()).close();
            server.accept().close();
            Descriptors before = Descriptors.of(OWN);
            assertThat(before.established(server.getLocalPort())).isEmpty();
            try (Socket one = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                    Socket other = server.accept()) {
                Descriptors with = Descriptors.of(OWN);
                assertThat(one.isConnected() && other.isConnected()).isTrue();
                assertThat(with.established(server.getLocalPort())).hasSize(2);
                assertThat(with.settled()).isEqualTo(before.settled() + 2);
                Set<Long> more = new HashSet<>(with.sockets());
                more.removeAll(before.sockets());
                assertThat(more).isEqualTo(with.established(server.getLocalPort()));
            }
            assertThat(Descriptors.of(OWN).settled()).isEqualTo(before.settled());
        }
    }

    @Test
    void aSelectorCounts() throws IOException {
        int before = Descriptors.of(OWN).settled();
        try (Selector open = Selector.open()) {
            assertThat(open.isOpen()).isTrue();
            assertThat(Descriptors.of(OWN).settled()).isGreaterThan(before);
        }
    }

    /** It comes and goes while a process dials what is not there. */
    @Test
    void whatWaitsForAnAnswerToItsSynDoesNotCount() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100D50A:C000 0200D50A:5000 02 00000000:00000000 00:00000000 00000000     0        0 11 1 0",
                "   1: 0100D50A:C001 0200D50A:5000 01 00000000:00000000 00:00000000 00000000     0        0 12 1 0",
                "   2: 0100D50A:C002 0200D50A:5000 01 00000000:00000000 00:00000000 00000000     0        0 99 1 0");
        Descriptors held = Descriptors.of(3, Set.of(11L, 12L, 13L), table);
        assertThat(held.dialling()).containsExactly(11L);
        assertThat(held.established(0x5000)).as("99 is another process's").containsExactly(12L);
        assertThat(held.settled()).isEqualTo(5);
    }
}
