package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.cdirpc.extension.server.AdmissionSettings;
import org.junit.jupiter.api.Test;

/** The configuration as the server understands it. */
class NodeSettingsTest {

    @Test
    void threadsOfThePoolAreWhatCallsWaitFor() {
        assertThat(NodeSettings.admission(new RpcConfig.Server(1, 4, 10, false, RpcConfig.Limit.ADAPTIVE)))
                .isEqualTo(new AdmissionSettings(4, 14, true));
    }

    /** With fewer threads than calls the gate would expect calls to wait, and refuse them for that. */
    @Test
    void withVirtualThreadsNoCallWaitsForAnother() {
        assertThat(NodeSettings.admission(new RpcConfig.Server(1, 4, 10, true, RpcConfig.Limit.ADAPTIVE)))
                .isEqualTo(new AdmissionSettings(14, 14, true));
    }
}
