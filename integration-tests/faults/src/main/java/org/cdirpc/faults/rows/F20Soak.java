package org.cdirpc.faults.rows;

import java.time.Duration;
import java.util.List;
import org.cdirpc.faults.judge.Account;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Row;

/**
 * Nothing is left behind: by hours of work in which everything that can happen happens ({@link Soak}), and by deployments
 * ({@link Redeployments}), during which those who worked rest and let go of what idle threads and buffers they had. An unexpected failure is one that {@link SoakFault} does not explain.
 */
final class F20Soak implements Row {

    /** From so many minutes on there is a fault a minute, as in the scorecard. */
    private static final int A_FAULT_A_MINUTE = 5;

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int FULL_MINUTES = 60;
    private static final int FULL_REDEPLOYMENTS = 50;
    private static final int QUICK_SECONDS = 15;

    private final int minutes;

    /** As long as the form says. */
    F20Soak() {
        this(0);
    }

    /** With a soak of so many minutes; 0 leaves it to the form. */
    F20Soak(int minutes) {
        this.minutes = minutes;
    }

    @Override
    public String id() {
        return "F20";
    }

    @Override
    public String title() {
        return "soak at half capacity with a fault a minute, and redeployments";
    }

    private boolean isFull(Form form) {
        return minutes == 0 ? form == Form.LONG : minutes >= A_FAULT_A_MINUTE;
    }

    private int seconds(Form form) {
        return minutes == 0 ? form.of(0, 52, FULL_MINUTES * SECONDS_PER_MINUTE) : minutes * SECONDS_PER_MINUTE;
    }

    private int interval(Form form) {
        if (isFull(form)) {
            return SECONDS_PER_MINUTE;
        }
        return minutes == 0 ? 1 : QUICK_SECONDS;
    }

    private int faults(Form form) {
        return interval(form) == 1 ? SoakFault.values().length : seconds(form) / interval(form);
    }

    private int redeployments(Form form) {
        return isFull(form) ? FULL_REDEPLOYMENTS : form.of(3, 4, FULL_REDEPLOYMENTS);
    }

    @Override
    public long limitSeconds(Form form) {
        return 180L + 2L * seconds(form) + 20L * redeployments(form);
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        Form form = lab.form();
        Outcome.Judging judging = new Outcome.Judging();
        Account account = Account.of(List.of(), List.of());
        Soak soak = null;
        if (seconds(form) > 0) {
            soak = new Soak(lab, Duration.ofSeconds(interval(form)));
            account = soak.run(faults(form), judging);
        }
        account = account.and(new Redeployments(lab, redeployments(form)).run(judging));
        if (soak == null) {
            judging.remark("redeployments only: a soak of seconds shows nothing");
        } else {
            soak.rest(judging);
        }
        return judging.account(account).outcome();
    }
}
