package org.cdirpc.faults.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioParserTest {

    /** Two that can be read. */
    @Scenarios({"put 1; open > put 2; put 3 | open", "> open | open"})
    public static final class Read {
        @Operation
        public void put(int number) {}

        @Operation
        public void open() {}
    }

    /** One that has no such operation. */
    @Scenarios("> close | close")
    public static final class Unknown {
        /** Is no operation. */
        public void close() {}
    }

    /** One without threads. */
    @Scenarios("open; open")
    public static final class Alone {
        @Operation
        public void open() {}
    }

    @Test
    void beforeAndThreadsAreRead() {
        List<ExecutionScenario> scenarios = ScenarioParser.of(Read.class);

        assertThat(scenarios).hasSize(2);
        assertThat(scenarios.get(0).getInitExecution()).hasToString("[put(1), open()]");
        assertThat(scenarios.get(0).getParallelExecution()).hasToString("[[put(2), put(3)], [open()]]");
        assertThat(scenarios.get(1).getInitExecution()).isEmpty();
        assertThat(scenarios.get(1).getParallelExecution()).hasSize(2);
    }

    @Test
    void aClassWithoutHasNone() {
        assertThat(ScenarioParser.of(String.class)).isEmpty();
    }

    @Test
    void whatIsNoOperationIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScenarioParser.of(Unknown.class))
                .withMessage(Unknown.class.getName() + " has no operation close");
    }

    @Test
    void aScenarioHasThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScenarioParser.of(Alone.class))
                .withMessageContaining("open; open")
                .withMessageContaining("expected: before > one | other");
    }

    @ParameterizedTest
    @MethodSource("races")
    void thoseOfEveryRaceCanBeRead(Races.Race race) throws Exception {
        assertThat(ScenarioParser.of(Class.forName(race.of()))).isNotEmpty();
    }

    static List<Races.Race> races() {
        return Races.ALL;
    }
}
