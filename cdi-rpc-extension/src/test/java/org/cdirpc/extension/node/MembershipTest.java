package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cdirpc.cluster.Endpoint;
import org.junit.jupiter.api.Test;

class MembershipTest {

    /** The brackets belong to the text; with them the address was refused, with a message that asked for just that form. */
    @Test
    void anIpv6AddressIsReadAsItIsWritten() {
        RpcConfig config =
                RpcConfig.of(Map.of("cdirpc.endpoints", "[::1]:7700, 10.0.0.5:7701,[::ffff:7f00:1]:1,shop:80"));
        assertThat(Membership.endpoints(config.cluster().endpoints()))
                .containsExactly(
                        new Endpoint("::1", 7700),
                        new Endpoint("10.0.0.5", 7701),
                        new Endpoint("::ffff:7f00:1", 1),
                        new Endpoint("shop", 80));
    }
}
