package org.cdirpc.faults.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void aMethodHasItsOwnClauseOrTheOneOfAll() {
        String expected = "works; refused cancel \"cancel\"";

        assertThat(shortfalls(expected, attempt("look(long)", Attempt.Fate.EQUAL, "")))
                .isEmpty();
        assertThat(shortfalls(expected, attempt("cancel(long)", Attempt.Fate.MISFIT, "no cancel")))
                .isEmpty();
        assertThat(shortfalls(expected, attempt("cancel(long)", Attempt.Fate.EQUAL, "")))
                .hasSize(1);
        assertThat(shortfalls(expected, attempt("look(long)", Attempt.Fate.MISFIT, "no look")))
                .hasSize(1);
    }

    @Test
    void aRefusalMustNameTheChange() {
        assertThat(shortfalls("refused \"note\"", attempt("look(long)", Attempt.Fate.MISFIT, "no reason")))
                .singleElement()
                .asString()
                .contains("it says note");
    }

    @Test
    void whatRanAndFailedIsNeverExpected() {
        for (String expected : List.of("works", "refused \"x\"", "by-value BLUE", "unserved \"x\"")) {
            assertThat(shortfalls(expected, attempt("look(long)", Attempt.Fate.WRONG, "x")))
                    .isNotEmpty();
        }
    }

    @Test
    void onlyCallsWithTheConstantAreRefused() {
        Attempt blue = new Attempt("paint(Colour)", "[text=BLUE, ]", Attempt.Fate.UNREADABLE, "no BLUE", "");
        Attempt red = new Attempt("paint(Colour)", "[text=RED, ]", Attempt.Fate.EQUAL, "", "after");
        Attempt refusedRed = new Attempt("paint(Colour)", "[text=RED, ]", Attempt.Fate.UNREADABLE, "no BLUE", "");
        Attempt silent = new Attempt("paint(Colour)", "[text=BLUE, ]", Attempt.Fate.UNREADABLE, "no", "");

        assertThat(shortfalls("by-value BLUE", blue, red)).isEmpty();
        assertThat(shortfalls("by-value BLUE", red)).containsExactly("no call had BLUE");
        assertThat(shortfalls("by-value BLUE", blue, refusedRed)).hasSize(1);
        assertThat(shortfalls("by-value BLUE", silent, red)).hasSize(1);
    }

    @Test
    void clausesThatAreNotUnderstoodAreRefused() {
        for (String wrong : List.of("", "fine", "refused", "by-value", "works a b")) {
            assertThatThrownBy(() -> Clause.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Attempt attempt(String method, Attempt.Fate fate, String said) {
        return new Attempt(method, "[]", fate, said, fate == Attempt.Fate.EQUAL ? "after" : "");
    }

    private static List<String> shortfalls(String expected, Attempt... attempts) {
        Change change = Change.parse(
                "1-some.txt",
                "change: some\nold consumer: " + expected + "\nnew consumer: works\n--- before\nx\n--- after\ny\n");
        return Verdict.of(change, false, List.of(attempts)).shortfalls();
    }
}
