package org.cdirpc.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.rows.SoakFault.Struck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakFaultTest {

    private static final long MILLI = 1_000_000;

    /** It takes place from 1000 to 2000 ms; what goes to provider i is told as "i". */
    private static boolean explains(SoakFault fault, boolean byRelay, Told call) {
        Struck struck = new Struck(
                (provider, told) -> told.peer().equals(String.valueOf(provider)),
                fault,
                1000 * MILLI,
                2000 * MILLI,
                byRelay);
        return struck.unexplained(List.of(call)).isEmpty();
    }

    private static Told call(char kind, long begin, long end, String word, int provider) {
        String[] words = word.split("/");
        return new Told(
                1, kind, begin * MILLI, begin * MILLI, end * MILLI, words[0], words[1], String.valueOf(provider));
    }

    @ParameterizedTest
    @CsvSource({
        // What was on its way as it began, or begun before that was known.
        "KILL,   W,  990, 1100, CONNECTION_LOST/UNKNOWN, 0, true",
        "KILL,   W, 1900, 1950, CONNECTION_LOST/UNKNOWN, 0, true",
        "KILL,   W, 2100, 2200, CONNECTION_LOST/UNKNOWN, 0, false",
        "KILL,   W,  900,  990, CONNECTION_LOST/UNKNOWN, 0, false",
        "KILL,   R,  990, 1100, CONNECTION_LOST/UNKNOWN, 0, false",
        "KILL,   W,  990, 1100, CONNECTION_LOST/NOT_SENT, 0, false",
        "KILL,   W,  990, 1100, CONNECTION_LOST/UNKNOWN, 1, false",
        "FREEZE, R,  990, 5000, DEADLINE_EXCEEDED/UNKNOWN, 2, true",
        "FREEZE, W, 1990, 6000, DEADLINE_EXCEEDED/UNKNOWN, 2, true",
        "FREEZE, R, 2010, 6000, DEADLINE_EXCEEDED/UNKNOWN, 2, false",
        "FREEZE, R, 1100, 5150, DEADLINE_EXCEEDED/UNKNOWN, 1, true",
        "FREEZE, R, 1100, 5150, REJECTED/NOT_STARTED, 2, true",
        "FREEZE, R,  990, 4000, DEADLINE_EXCEEDED/UNKNOWN, 2, false",
        "FREEZE, R, 1100, 1200, REJECTED/NOT_STARTED, 2, false",
        "FREEZE, W,  990, 1100, CONNECTION_LOST/UNKNOWN, 2, false",
    })
    void itExplainsWhatItDoesToThoseWhomItHits(
            SoakFault fault, char kind, long begin, long end, String word, int provider, boolean explained) {
        assertThat(explains(fault, false, call(kind, begin, end, word, provider)))
                .isEqualTo(explained);
    }

    @Test
    void whatIsDoneToARelayExplainsNothingElsewhere() {
        Told cut = call('W', 990, 1100, "CONNECTION_LOST/UNKNOWN", 1);
        assertThat(explains(SoakFault.RESET, true, cut)).isTrue();
        assertThat(explains(SoakFault.RESET, false, cut)).isFalse();
        Told late = call('R', 990, 5000, "DEADLINE_EXCEEDED/UNKNOWN", 0);
        assertThat(explains(SoakFault.HOLD, true, late)).isTrue();
        assertThat(explains(SoakFault.HOLD, false, late)).isFalse();
    }

    @Test
    void whatIsDoneInOrderExplainsNoFailure() {
        for (SoakFault fault :
                List.of(SoakFault.TERMINATE, SoakFault.REDEPLOY, SoakFault.MEMBER_LOST, SoakFault.BURST)) {
            for (int provider = 0; provider < 3; provider++) {
                assertThat(explains(fault, true, call('W', 990, 1100, "CONNECTION_LOST/UNKNOWN", provider)))
                        .as(fault.name())
                        .isFalse();
            }
            assertThat(explains(fault, true, call('R', 990, 1100, "OK/COMPLETED", 0)))
                    .isTrue();
        }
    }
}
