package org.cdirpc.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingsTest {

    @Test
    void eachIsAnotherTextAndTheSameAddress() throws Exception {
        List<String> all =
                List.of(Spellings.of("127.0.0.1:7,127.0.0.1:8", Spellings.MOST).split(","));
        assertThat(new HashSet<>(all)).hasSize(2 * Spellings.MOST);
        for (String each : all) {
            assertThat(each).matches("\\[.*]:[78]");
            InetAddress address = InetAddress.getByName(each.substring(0, each.lastIndexOf(':')));
            assertThat(address).isInstanceOf(Inet4Address.class).isEqualTo(InetAddress.getByName("127.0.0.1"));
        }
    }

    @Test
    void moreThanThereAreIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spellings.of("127.0.0.1:7", Spellings.MOST + 1))
                .withMessageContaining("expected: from 1 to 1024");
    }
}
