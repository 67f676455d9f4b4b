package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;
import org.jspecify.annotations.Nullable;

/**
 * The registry is gone, the channels are up, in two forms at the same time: all members of an external cluster are killed
 * (kill -9) whose clients the nodes are; and embedded members are cut off from each other, each from all others, while the
 * ports of channels are not.
 */
final class F9RegistryGone implements Row {

    static final Duration NOTICED_LIMIT = Duration.ofSeconds(10);
    static final Duration BACK_LIMIT = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "F9";
    }

    @Override
    public String title() {
        return "the registry is gone, channels are up";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(120L, 180L, 600L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Outcome.Judging judging = new Outcome.Judging();
        Duration length = Duration.ofSeconds(lab.form().of(8, 25, 300));
        RegistryKilled killed = RegistryKilled.start(lab, length);
        RegistryCut cut = cut(lab, judging);
        killed.awaitReady();
        if (cut != null) {
            cut.awaitReady();
            cut.begin();
        }
        killed.begin();
        lab.pass(Duration.ofSeconds(lab.form().of(1, 2, 10)));
        long gone = System.nanoTime();
        killed.kill();
        lab.say("the registry is gone for " + length.toSeconds() + " s");
        killed.noticed(judging);
        if (cut != null) {
            cut.cut();
            cut.noticed(judging);
        }
        killed.during(judging);
        lab.pass(Duration.ofNanos(Math.max(0, length.toNanos() - (System.nanoTime() - gone))));
        killed.restart();
        if (cut != null) {
            cut.stillNoticed(judging);
            cut.heal();
        }
        lab.say("the registry is back");
        killed.back(judging);
        if (cut != null) {
            cut.back(judging);
        }
        List<Told> told = new ArrayList<>(killed.judge(judging));
        if (cut != null) {
            told.addAll(cut.judge(judging));
        }
        return judging.account(lab.account(told)).outcome();
    }

    /** Not in the brief form, which is over before a member is given up. */
    private static @Nullable RegistryCut cut(Lab lab, Outcome.Judging judging)
            throws IOException, InterruptedException {
        if (lab.form() == Form.BRIEF) {
            judging.remark("embedded members that are cut off are not in the brief form");
            return null;
        }
        Optional<String> whyNot = Network.whyNot();
        if (whyNot.isPresent()) {
            judging.remark("embedded members that are cut off: untested, " + whyNot.get()
                    + " (expected: root, iproute2 and nftables)");
            return null;
        }
        return RegistryCut.start(lab);
    }
}
