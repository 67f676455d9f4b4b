package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Relay;

/**
 * What is done in the soak, one after the other, and which failures it explains: as few as the words allow. A write that
 * was on its way when a process or connection went away is UNKNOWN, and cannot be anything else. A call that a frozen
 * provider has, or that is held up on its way there, ends at its deadline: nobody knows sooner that there will be no
 * answer, and a write must not be tried elsewhere. Everything else has to go unnoticed.
 */
enum SoakFault {
    /** A provider is killed outright and started again. */
    KILL {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            Provider victim = cast.providers.get(0);
            victim.process().kill();
            cast.startAgain(victim);
        }

        @Override
        boolean explains(Struck struck, Told call) {
            return cutWrite(struck, call) && struck.places().wentTo(0, call);
        }
    },
    /** A provider is told to end, and started again. */
    TERMINATE {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            Provider victim = cast.providers.get(1);
            victim.process().terminate();
            cast.awaitEnd(victim);
            cast.startAgain(victim);
        }
    },
    /** A provider is frozen for 5 s. */
    FREEZE {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            Provider victim = cast.providers.get(2);
            victim.process().freeze();
            cast.lab.pass(SILENCE);
            victim.process().thaw();
        }

        @Override
        boolean explains(Struck struck, Told call) {
            return expired(struck, call);
        }
    },
    /** What goes to a provider by its relay and comes from there is held up for 5 s. */
    HOLD {
        @Override
        void strike(SoakCast cast, int rate) throws InterruptedException {
            Relay relay = cast.relays.get(0);
            relay.toProvider().hold();
            relay.toConsumer().hold();
            cast.lab.pass(SILENCE);
            relay.toProvider().release();
            relay.toConsumer().release();
        }

        @Override
        boolean explains(Struck struck, Told call) {
            return struck.byRelay() && expired(struck, call);
        }
    },
    /** A relay resets its connections, and for 1 s each new one. */
    RESET {
        @Override
        void strike(SoakCast cast, int rate) throws InterruptedException {
            Relay relay = cast.relays.get(1);
            relay.reset(true);
            cast.lab.pass(Duration.ofSeconds(1));
            relay.reset(false);
        }

        @Override
        boolean explains(Struck struck, Told call) {
            return struck.byRelay() && cutWrite(struck, call) && struck.places().wentTo(1, call);
        }
    },
    /** An application is undeployed and deployed again. */
    REDEPLOY {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            cast.undeploy();
            cast.deploy();
        }
    },
    /** A member of the registry's cluster is lost, and another one joins. */
    MEMBER_LOST {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            cast.passing().kill();
            cast.anotherPasses();
        }
    },
    /** Twice as many calls for 3 s. */
    BURST {
        @Override
        void strike(SoakCast cast, int rate) throws IOException, InterruptedException {
            cast.bursts.begin(Soak.spec("burst-" + System.nanoTime(), rate));
            cast.lab.pass(Duration.ofSeconds(3));
        }
    };

    /** Longer than the calls' time limit, so that it shows. */
    private static final Duration SILENCE = SoakCast.TIMEOUT.plusSeconds(1);

    /** From its end on, so many nanoseconds until those who were hit have been told. */
    private static final long TOLD = 1_000_000_000;

    /** Does it; returns once it is over, and whoever was hit is back. */
    abstract void strike(SoakCast cast, int rate) throws IOException, InterruptedException;

    /** Whether it explains that this call failed. */
    boolean explains(Struck struck, Told call) {
        return false;
    }

    /** Knows the providers' addresses. */
    @FunctionalInterface
    interface Places {
        /** Whether a call's caller was told that it went to this provider, directly or by its relay; the first is 0. */
        boolean wentTo(int provider, Told call);
    }

    /**
     * A fault that took place.
     *
     * @param places where calls went
     * @param fault which
     * @param begin when it began
     * @param end when it was over
     * @param byRelay whether the calls to be explained are of the consumer behind the relays
     */
    record Struck(Places places, SoakFault fault, long begin, long end, boolean byRelay) {

        /** The failures among these calls that it does not explain. */
        List<Told> unexplained(List<Told> told) {
            return told.stream()
                    .filter(call -> !call.ok() && !fault.explains(this, call))
                    .toList();
        }
    }

    /** In flight as it began, or begun before that was known. */
    private static boolean cutWrite(Struck struck, Told call) {
        return call.isWrite()
                && call.progress().equals("UNKNOWN")
                && call.end() - struck.begin() > 0
                && call.begin() - struck.begin() < TOLD;
    }

    /**
     * All of its time was used up, part of it while there was silence. Where it was tried last says nothing: one that may be
     * repeated is tried elsewhere as soon as the silence is over, with nothing left of its time. A call of this soak that
     * meets no silence takes an eightieth of its time.
     */
    private static boolean expired(Struck struck, Told call) {
        return call.nanos() >= SoakCast.TIMEOUT.toNanos()
                && (call.outcome().equals("DEADLINE_EXCEEDED") || call.saidNotRun())
                && call.end() - struck.begin() > 0
                && call.begin() - struck.end() < 0;
    }
}
