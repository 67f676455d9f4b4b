package org.cdirpc.sample.shop;

import org.cdirpc.extension.version.RecordedContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contracts are as recorded in {@code src/main/contracts}. Whoever changes one raises its version, and runs this once
 * with {@code -Dcdirpc.contracts=record}.
 */
class ContractsTest {

    @ParameterizedTest
    @ValueSource(classes = {Catalogue.class, Orders.class, Stock.class})
    void areAsRecorded(Class<?> contract) {
        RecordedContract.of(contract).verify();
    }
}
