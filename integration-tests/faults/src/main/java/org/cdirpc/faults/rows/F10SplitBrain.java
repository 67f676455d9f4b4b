package org.cdirpc.faults.rows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;

/**
 * A cluster of six embedded members on hosts of their own falls into two halves of two providers and a consumer each, twice:
 * first nothing gets from one half to the other, later only the members' ports are cut, so that the registry says of the
 * other half that it is gone and the channels say that it is not. Each time one provider of each half is killed meanwhile.
 * The first time both are started again under their names, one of them at another address; the second time they stay away.
 */
final class F10SplitBrain implements Row {

    @Override
    public String id() {
        return "F10";
    }

    @Override
    public String title() {
        return "split brain and merge";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(150L, 200L, 400L);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Optional<String> whyNot = Network.whyNot();
        if (whyNot.isPresent()) {
            return new Outcome.Judging()
                    .holds(false, "untested: " + whyNot.get() + " (expected: root, iproute2 and nftables)")
                    .outcome();
        }
        Outcome.Judging judging = new Outcome.Judging();
        Halves halves = Halves.start(lab);
        // The first time has to do with two starts besides.
        Duration length = Duration.ofSeconds(lab.form().of(14, 15, 60));
        Duration shorter = Duration.ofSeconds(lab.form().of(0, 12, 60));
        SplitRound round = new SplitRound(lab, halves, "all cut: ", judging);
        round.split(true, length, true);
        round.heal();
        if (lab.form() == Form.BRIEF) {
            judging.remark("members' ports alone are not cut in the brief form");
        } else {
            round = new SplitRound(lab, halves, "members' ports cut: ", judging);
            round.split(false, shorter, false);
            round.heal();
        }
        return judging.account(lab.account(List.copyOf(halves.told()))).outcome();
    }
}
