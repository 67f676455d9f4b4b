package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptCodecsTest {

    private record Line(String sku, int quantity) {}

    private final CborMapping mapping = new CborMapping(CborLimits.DEFAULT);

    @Test
    void equalTypesShareTheirCodecs() {
        assertThat(mapping.codec(Line.class)).isSameAs(mapping.codec(Line.class));
        assertThat(mapping.positional(Line.class)).isSameAs(mapping.positional(Line.class));
        assertThat(mapping.tuple(List.of(Line.class, int.class)))
                .isSameAs(mapping.tuple(List.of(Line.class, int.class)))
                .isNotSameAs(mapping.tuple(List.of(Line.class, long.class)));
        assertThat(mapping.positionalTuple(List.of(Line.class))).isSameAs(mapping.positionalTuple(List.of(Line.class)));
    }

    @Test
    void whatCannotTravelIsRefusedBeforeAnyCodeIsMade() {
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> mapping.codec(Thread.class)).isInstanceOf(UnsupportedTypeException.class);
            assertThatThrownBy(() -> mapping.positional(Thread.class)).isInstanceOf(UnsupportedTypeException.class);
            assertThatThrownBy(() -> mapping.tuple(List.of(Thread.class))).isInstanceOf(UnsupportedTypeException.class);
            assertThatThrownBy(() -> mapping.positionalTuple(List.of(Thread.class)))
                    .isInstanceOf(UnsupportedTypeException.class);
        }
    }

    @Test
    void aTypeWithoutProblemsDoesNotHideThoseOfAnother() {
        record Fine(Line line) {}
        record Wrong(Line line, Fine fine, Thread thread) {}
        assertThat(mapping.problems(Fine.class)).isEmpty();
        assertThat(mapping.problems(Wrong.class)).hasSize(1);
        assertThat(mapping.problems(Wrong.class)).hasSize(1);
    }
}
