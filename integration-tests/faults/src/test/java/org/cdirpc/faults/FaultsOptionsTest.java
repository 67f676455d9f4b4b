package org.cdirpc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.cdirpc.faults.FaultsOptions.UsageException;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.rows.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsOptionsTest {

    @Test
    void withoutArgumentsItIsTheShortFormOfAllRows() throws UsageException {
        assertThat(FaultsOptions.parse()).isEqualTo(new FaultsOptions(false, false, Form.SHORT, Rows.ALL));
        assertThat(Rows.ALL).extracting(Row::id).doesNotHaveDuplicates();
    }

    @Test
    void rowsAreTakenInTheirOrderAndInAnyCase() throws UsageException {
        FaultsOptions options = FaultsOptions.parse("f12", "--long", "F1");
        assertThat(options.rows()).extracting(Row::id).containsExactly("F12", "F1");
        assertThat(options.form()).isEqualTo(Form.LONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            F99            | unknown row: F99
            --log          | unknown option: --log
            --long --brief | --long --brief: two forms (expected: one of them)
            F1 f1          | F1: given twice (expected: once)
            --soak         | --soak: nothing (expected: whole minutes from 1 to 600, and F20)
            --soak 0 F20   | --soak: 0 (expected: whole minutes
            --soak 601 F20 | --soak: 601 (expected: whole minutes
            --soak 1.5 F20 | --soak: 1.5 (expected: whole minutes
            --soak F20     | --soak: F20 (expected: whole minutes
            --soak 10      | --soak: without F20 (expected: F20 among the rows)
            --soak 10 F1   | --soak: without F20
            --soak 1 --soak 2 F20 | --soak: given twice (expected: once)
            """)
    void whatIsNotUnderstoodIsSaid(String arguments, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> FaultsOptions.parse(arguments.split(" ")))
                .withMessageStartingWith(message);
    }

    @Test
    void aSoakIsAsLongAsAskedForAndOtherRowsAreAsEver() throws UsageException {
        FaultsOptions options = FaultsOptions.parse("F1", "--soak", "10", "f20");
        assertThat(options.rows()).extracting(Row::id).containsExactly("F1", "F20");
        assertThat(options.rows().get(0)).isSameAs(Rows.byId("F1").orElseThrow());
        long tenMinutes = options.rows().get(1).limitSeconds(Form.SHORT);
        assertThat(FaultsOptions.parse("--soak", "20", "F20").rows().get(0).limitSeconds(Form.SHORT))
                .isGreaterThan(tenMinutes);
        assertThat(tenMinutes).isGreaterThan(600);
    }

    @Test
    void anUnknownRowIsAnsweredWithTheList() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> FaultsOptions.parse("F99"))
                .withMessageContaining("F1, F2, F3, F4, F5, F6");
    }

    @Test
    void theReportIsJson() {
        Row row = Rows.ALL.get(0);
        Outcome outcome = new Outcome.Judging()
                .figure("p99 ms", 1.25)
                .figure("said", "a \"b\"")
                .holds(false, "no\ngood")
                .outcome();
        assertThat(Report.json(List.of(new Result(row, outcome, 1))))
                .isEqualTo(
                        "[\n{\"row\": \"F1\", \"passed\": false, \"figures\": {\"p99 ms\": 1.25, \"said\": \"a \\\"b\\\"\"},"
                                + " \"note\": \"no\\u000agood\"}\n]\n");
    }
}
