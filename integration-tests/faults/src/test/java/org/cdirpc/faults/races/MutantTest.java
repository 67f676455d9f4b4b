package org.cdirpc.faults.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The long form of F23 takes its mutants from sources, which change. */
class MutantTest {

    private static final Path ROOT = Path.of("../..");

    @ParameterizedTest
    @FieldSource("org.cdirpc.faults.races.Mutant#ALL")
    void itsSourceHasWhatIsToBeMadeWrong(Mutant mutant) throws Exception {
        assertThat(mutant.source(ROOT)).contains(mutant.wrong());
    }

    @ParameterizedTest
    @FieldSource("org.cdirpc.faults.races.Mutant#ALL")
    void thereIsARaceForIt(Mutant mutant) {
        assertThat(Races.of(false, mutant.race())).isNotEmpty();
    }
}
