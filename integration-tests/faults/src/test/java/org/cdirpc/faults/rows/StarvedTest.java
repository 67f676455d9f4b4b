package org.cdirpc.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cdirpc.faults.judge.Stalls;
import org.cdirpc.faults.judge.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarvedTest {

    private static final long MILLI = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Starved starved(String stalls, Told... told) throws Exception {
        Path file = folder.resolve("stalls");
        Files.writeString(file, stalls);
        return new Starved(List.of(told), Stalls.read(file), 4000 * MILLI);
    }

    private static Told call(long intended, long begin, long end, String word) {
        String[] words = word.split("/");
        return new Told(1, 'W', intended * MILLI, begin * MILLI, end * MILLI, words[0], words[1], "-");
    }

    @Test
    void whoIsLateMakesACrowdForAsLongAgain() throws Exception {
        Starved starved = starved("", call(1000, 1500, 1600, "OK/COMPLETED"), call(1100, 1510, 1600, "OK/COMPLETED"));
        assertThat(starved.explains(call(1400, 1505, 1506, "REJECTED/NOT_STARTED")))
                .isTrue();
        assertThat(starved.explains(call(1999, 1999, 2001, "REJECTED/NOT_STARTED")))
                .isTrue();
        assertThat(starved.explains(call(2001, 2001, 2002, "REJECTED/NOT_STARTED")))
                .isFalse();
        assertThat(starved.explains(call(900, 900, 1600, "REJECTED/NOT_STARTED")))
                .isFalse();
        assertThat(starved.explains(call(1400, 1505, 1506, "CONNECTION_LOST/UNKNOWN")))
                .isFalse();
    }

    @Test
    void whoIsOnTimeMakesNone() throws Exception {
        Starved starved = starved("", call(1000, 1099, 1600, "OK/COMPLETED"));
        assertThat(starved.explains(call(1099, 1099, 1100, "REJECTED/NOT_STARTED")))
                .isFalse();
    }

    @Test
    void aCallThatStoodStillForHalfOfItsTimeHadNotItsTime() throws Exception {
        Starved starved = starved("1000000000 3000000000\n8000000000 9900000000\n");
        assertThat(starved.explains(call(900, 900, 4900, "DEADLINE_EXCEEDED/UNKNOWN")))
                .isTrue();
        assertThat(starved.explains(call(1100, 1100, 5100, "DEADLINE_EXCEEDED/UNKNOWN")))
                .isFalse();
        assertThat(starved.explains(call(7000, 7000, 11000, "DEADLINE_EXCEEDED/UNKNOWN")))
                .isFalse();
    }
}
