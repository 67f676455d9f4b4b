package org.cdirpc.faults.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every change of the catalogue, both releases against each other in both directions. */
class CatalogueTest {

    @Test
    @Timeout(120)
    void everyChangeWorksWithEqualDataOrIsRefusedBeforeItRuns() throws InterruptedException {
        List<Verdict> verdicts = Catalogue.runAll();

        assertThat(verdicts).hasSize(2 * Change.all().size());
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict.shortfalls())
                        .as(verdict.change() + ", " + verdict.direction())
                        .isEmpty());
    }
}
