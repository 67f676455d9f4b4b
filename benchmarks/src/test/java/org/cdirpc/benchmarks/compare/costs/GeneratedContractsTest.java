package org.cdirpc.benchmarks.compare.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.junit.jupiter.api.Test;

class GeneratedContractsTest {

    @Test
    void contracts_of_a_hundred_methods_can_be_served() throws Exception {
        List<Class<?>> contracts = ManyMethods.contracts(2);

        assertThat(contracts).hasSize(2).doesNotHaveDuplicates();
        for (Class<?> contract : contracts) {
            ContractReading reading = Contract.read(contract);
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.contract().orElseThrow().methods()).hasSize(ManyMethods.PER_CONTRACT);
        }
    }

    @Test
    void services_differ_by_name_and_are_called_the_same_way() throws Exception {
        List<Class<?>> contracts = ManyServices.contracts();

        assertThat(contracts).hasSize(ManyServices.MOST).allMatch(OrderPlacing.class::isAssignableFrom);
        assertThat(contracts.stream()
                        .map(type ->
                                Contract.read(type).contract().orElseThrow().service())
                        .limit(3))
                .containsExactly("costs.Service0", "costs.Service1", "costs.Service2");
    }
}
