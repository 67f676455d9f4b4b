package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocalContractsTest extends ContractStoreTck {

    private final LocalCluster cluster = new LocalCluster();

    @Override
    protected ContractStore open(int node) {
        return cluster.contracts();
    }

    @Test
    void aNodeWithoutRegistryKnowsNothing() {
        ContractStore none = ContractStore.NONE;
        none.publish(List.of(contract(ORDERS, ONE, "h1")));
        none.use(uses("n", "i-1", use("1.2")));
        assertThat(none.find(ORDERS, ONE, "h1")).isEmpty();
        assertThat(none.users()).isEmpty();
        none.close();
        assertThat(none.users()).isEmpty();
    }
}
