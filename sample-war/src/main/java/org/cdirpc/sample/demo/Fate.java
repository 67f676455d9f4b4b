package org.cdirpc.sample.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Whom chaos strikes next, and when. The same seed gives the same strikes. Everyone is struck once before anyone is struck
 * twice. One thread at a time.
 */
final class Fate {

    static final int LEAST_PAUSE = 200;
    static final int MOST_PAUSE = 3500;
    static final int MOST_ABSENCE = 2000;

    private final Random random;
    private final int victims;
    private final List<Integer> round = new ArrayList<>();

    Fate(long seed, int victims) {
        this.random = new Random(seed);
        this.victims = victims;
    }

    Strike next() {
        if (round.isEmpty()) {
            for (int victim = 0; victim < victims; victim++) {
                round.add(victim);
            }
            Collections.shuffle(round, random);
        }
        int pause = LEAST_PAUSE + random.nextInt(MOST_PAUSE - LEAST_PAUSE);
        return new Strike(round.remove(0), pause, random.nextInt(MOST_ABSENCE));
    }

    /**
     * A strike.
     *
     * @param victim its number, from 0
     * @param pauseMillis since the strike before
     * @param absenceMillis until it may come back
     */
    record Strike(int victim, int pauseMillis, int absenceMillis) {}
}
