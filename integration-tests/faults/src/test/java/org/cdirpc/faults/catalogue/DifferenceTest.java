package org.cdirpc.faults.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private final DataReader reader = new DataReader(Map.of("note", "remark"));

    record Old(String item, int count) {}

    record Wider(String item, long count) {}

    record More(String item, int count, @Nullable String further) {}

    record Note(String note) {}

    record Remark(String remark) {}

    enum Few {
        RED
    }

    enum Many {
        RED,
        BLUE
    }

    @Test
    void equalNumbersOfAnotherWidthAreNoDifference() {
        assertThat(between(new Old("a", 7), new Wider("a", 7))).isEmpty();
        assertThat(between(new Old("a", 7), new Wider("a", 8)))
                .contains("count")
                .contains("7")
                .contains("8");
    }

    @Test
    void aFieldThatOnlyTheReceiverKnowsMustBeNothing() {
        assertThat(between(new Old("a", 7), new More("a", 7, null))).isEmpty();
        assertThat(between(new Old("a", 7), new More("a", 7, "from nowhere"))).contains("further");
    }

    @Test
    void aFieldThatOnlyTheSenderKnowsIsSkipped() {
        assertThat(between(new More("a", 7, "x"), new Old("a", 7))).isEmpty();
    }

    @Test
    void aFieldThatIsKnownUnderAnotherNameIsCompared() {
        assertThat(between(new Note("x"), new Remark("x"))).isEmpty();
        assertThat(between(new Note("x"), new Remark("y"))).contains("remark");
    }

    @Test
    void nullForAValueIsADifference() {
        assertThat(between(new More("a", 7, "x"), new More("a", 7, null))).contains("further");
    }

    @Test
    void aConstantThatTheReceiverDoesNotKnowIsNoOtherOne() {
        assertThat(between(Many.RED, Few.RED)).isEmpty();
        assertThat(between(Many.BLUE, Few.RED)).contains("BLUE");
    }

    @Test
    void orderCountsInListsOnly() {
        assertThat(between(List.of(1, 2), List.of(2, 1))).isNotEmpty();
        assertThat(between(Set.of(1, 2), List.of(2, 1))).isEmpty();
        assertThat(between(Set.of(1, 2), List.of(2, 3))).isNotEmpty();
    }

    @Test
    void anOptionalIsWhatItHolds() {
        assertThat(between(Optional.of("a"), "a")).isEmpty();
        assertThat(between(Optional.empty(), "a")).isNotEmpty();
    }

    private String between(@Nullable Object sent, @Nullable Object got) {
        return Difference.between("it", reader.of(sent), reader.of(got));
    }
}
