package org.cdirpc.faults.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdirpc.faults.judge.Told;
import org.cdirpc.faults.lab.Child;
import org.cdirpc.faults.lab.Form;
import org.cdirpc.faults.lab.Lab;
import org.cdirpc.faults.lab.Load;
import org.cdirpc.faults.lab.Network;
import org.cdirpc.faults.lab.Outcome;
import org.cdirpc.faults.lab.Provider;
import org.cdirpc.faults.lab.Row;
import org.cdirpc.faults.lab.TcpCounts;
import org.cdirpc.faults.node.Crowd;
import org.cdirpc.faults.node.LoadSpec;
import org.cdirpc.faults.node.Spellings;
import org.cdirpc.faults.node.Vitals;

/**
 * 10,000 channels (4,000 in the usual form) to one provider, a tenth of which calls, beside a second provider that those
 * callers know too. What do they cost; and what becomes of them when the provider is killed, or stops in order, and starts
 * again on its port? The channels are those of whole nodes, many in a process, each of which takes spellings of one address
 * for many providers.
 */
final class F19Connections implements Row {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 30 << 10;
    /** Of the channels, in percent, those that come back within the busiest 100 ms; unspread it would be all. */
    private static final int BUSIEST_PERCENT = 25;
    /** After these a consumer dials seldom: ChannelSettings and Redial of the transport. */
    private static final Duration UNUSED = Duration.ofSeconds(65);

    @Override
    public String id() {
        return "F19";
    }

    @Override
    public String title() {
        return "10,000 connections, and their storm";
    }

    @Override
    public long limitSeconds(Form form) {
        return form.of(100L, 180L, 420L);
    }

    /** So many nodes with so many channels each. */
    private record Size(int nodes, int each) {
        int channels() {
            return nodes * each;
        }
    }

    @Override
    public Outcome run(Lab lab) throws Exception {
        return new Run(lab).outcome();
    }

    /** What one run holds. */
    private static final class Run {

        private final Lab lab;
        private final Outcome.Judging judging = new Outcome.Judging();
        private final List<Told> all = new ArrayList<>();
        private final Size idle;
        private final Size active;
        private final int rate;
        private final Provider many;
        private final Load silent;
        private final Load callers;
        private final TcpCounts counts;
        private final String address;

        Run(Lab lab) throws Exception {
            this.lab = lab;
            Form form = lab.form();
            idle = form.of(new Size(3, 150), new Size(9, 400), new Size(18, 500));
            active = form.of(new Size(5, 10), new Size(20, 20), new Size(50, 20));
            rate = form.of(500, 1000, 2000);
            Optional<String> whyNot = Network.whyNot();
            whyNot.ifPresent(why -> judging.remark("counted for the whole machine, not for a namespace: " + why));
            List<String> prefix =
                    whyNot.isPresent() ? List.of() : lab.network(1).host(0).prefix();
            int port = lab.ports().next();
            int other = lab.ports().next();
            address = "ffff:7f00:1]:" + port;
            many = provider("provider-many", port, prefix);
            Provider second = provider("provider-other", other, prefix);
            silent = consumers("silent", idle, prefix, port);
            callers = consumers("callers", active, prefix, port, other);
            many.awaitReady();
            second.awaitReady();
            silent.awaitReady();
            callers.awaitReady();
            counts = lab.count(silent.process());
        }

        private Provider provider(String name, int port, List<String> prefix) throws IOException {
            Map<String, String> config = Map.of(
                    "cdirpc.cluster", "none",
                    "cdirpc.port", String.valueOf(port),
                    "cdirpc.server.threads", "16",
                    "faults.heap", "512m");
            return lab.provider(name, config, prefix);
        }

        private Load consumers(String name, Size size, List<String> prefix, int... ports) throws IOException {
            List<String> endpoints = new ArrayList<>();
            for (int port : ports) {
                endpoints.add("127.0.0.1:" + port);
            }
            Map<String, String> config = Map.of(
                    "cdirpc.endpoints",
                    String.join(",", endpoints),
                    // In turn, so that every channel is opened and used.
                    "cdirpc.balancer",
                    "round-robin",
                    // All of them, which are one provider in truth.
                    "cdirpc.client.peers",
                    "0",
                    "faults.heap",
                    "512m",
                    Crowd.NODES,
                    String.valueOf(size.nodes()),
                    Spellings.COUNT,
                    String.valueOf(size.each()));
            return lab.load(name, config, prefix);
        }

        Outcome outcome() throws Exception {
            Vitals manyBefore = many.process().vitals();
            Vitals callersBefore = callers.process().vitals();
            TcpCounts.Sample first = counts.now();
            long opening = System.nanoTime();
            open(callers, "open-callers", 2 * active.channels(), first.established());
            Vitals manyWithCallers = many.process().vitals();
            Vitals silentBefore = silent.process().vitals();
            long manyResident = many.process().resident();
            long silentResident = silent.process().resident();
            open(silent, "open-silent", idle.channels(), counts.now().established());
            int channels = idle.channels() + active.channels();
            lab.say(channels + " channels to one provider after "
                    + Math.round(Times.millis(System.nanoTime() - opening)) + " ms");

            callers.begin(spec("steady"));
            lab.pass(Duration.ofSeconds(lab.form().of(2, 5, 30)));
            Vitals manyAfter = many.process().vitals();
            Vitals silentAfter = silent.process().vitals();
            Vitals callersAfter = callers.process().vitals();
            judging.figure("channels", channels)
                    .holds(
                            manyAfter.sockets() - manyBefore.sockets() == channels,
                            "channels at the provider: " + (manyAfter.sockets() - manyBefore.sockets()) + " (expected: "
                                    + channels + ")");
            // What is loaded and made once is a share of each of ten thousand, and no channel's.
            cost("provider", manyWithCallers, manyAfter, manyResident, many.process(), idle.channels());
            cost("consumer, silent", silentBefore, silentAfter, silentResident, silent.process(), idle.channels());
            if (lab.form() != Form.BRIEF) {
                judging.atMost(
                                "provider: heap each with all that is made once",
                                (manyAfter.heap() - manyBefore.heap()) / channels,
                                MOST_BYTES)
                        // A few hundred channels, and all that a load generator and its nodes make once.
                        .figure(
                                "consumer, calling: heap each with its load",
                                (callersAfter.heap() - callersBefore.heap()) / (2 * active.channels()));
            }
            List<Told> steady = end();
            judging.atMost("steady: failed calls", OnceEach.failed(steady), 0);
            if (lab.form() == Form.LONG) {
                lab.say("nobody calls for " + UNUSED.toSeconds() + " s, after which lost channels are dialled seldom");
                lab.pass(UNUSED);
            }
            storm("killed", channels, () -> many.process().kill());
            storm("stopped", channels, this::stop);
            TcpCounts.Sample last = counts.now();
            return judging.atMost("connections the kernel dropped", last.overflows() - first.overflows(), 0)
                    .account(lab.account(all))
                    .outcome();
        }

        private LoadSpec spec(String name) {
            return LoadSpec.of(name, rate, 1, TIMEOUT).blockingPercent(5);
        }

        private List<Told> end() throws IOException, InterruptedException {
            List<Told> told = callers.end();
            all.addAll(told);
            judging.holds(callers.notMade() == 0, callers.notMade() + " calls were not made");
            return told;
        }

        /** A call for each channel opens it; both ends of each are in the namespace. */
        private void open(Load load, String name, int channels, long before) throws IOException, InterruptedException {
            load.begin(LoadSpec.of(name, lab.form().of(500, 1000, 1000), 0, Duration.ofSeconds(10))
                    .blockingPercent(0));
            boolean open = lab.within(OPENING, () -> counts.now().established() >= before + 2L * channels);
            List<Told> told = load.end();
            all.addAll(told);
            judging.atMost(name + ": failed calls", OnceEach.failed(told), 0);
            judging.holds(
                    open,
                    name + ": " + (counts.now().established() - before) / 2 + " channels within " + OPENING.toSeconds()
                            + " s (expected: " + channels + ")");
        }

        private void cost(String who, Vitals before, Vitals after, long resident, Child process, int channels)
                throws IOException {
            long heap = (after.heap() - before.heap()) / channels;
            judging.figure(who + ": heap each", heap)
                    // A few hundred are too few to tell a channel's own from what is in flight and made once.
                    .holds(
                            lab.form() == Form.BRIEF || heap <= MOST_BYTES,
                            who + ": heap each " + heap + " (expected: at most " + MOST_BYTES + ")")
                    .figure(who + ": direct each", (after.direct() - before.direct()) / channels)
                    .figure(who + ": resident each", (process.resident() - resident) / channels)
                    .figure(who + ": threads", after.threads());
        }

        private void stop() throws InterruptedException, IOException {
            many.process().terminate();
            judging.holds(
                    lab.within(Duration.ofSeconds(25), () -> !many.process().alive()), "it did not stop within 25 s");
        }

        /** What ends the provider. */
        private interface End {
            void run() throws IOException, InterruptedException;
        }

        private void storm(String what, int channels, End end) throws IOException, InterruptedException {
            callers.begin(spec(what));
            lab.pass(Duration.ofSeconds(1));
            TcpCounts.Sample before = counts.now();
            long ended = System.nanoTime();
            end.run();
            long gone = System.nanoTime();
            lab.say("the provider was " + what + ", with " + channels + " channels");
            many.startAgain();
            many.awaitReady();
            long ready = System.nanoTime();
            TcpCounts.Sample down = counts.now();
            Duration limit = Duration.ofSeconds(lab.form().of(20, 20, 45));
            boolean back = lab.within(limit, () -> counts.now().established() >= before.established());
            long took = System.nanoTime() - ready;
            lab.say((back ? "all are" : "not all are") + " back after " + Math.round(Times.millis(took)) + " ms");
            lab.pass(Duration.ofSeconds(2));
            List<Told> told = end();
            long busiest = counts.busiest(ended, System.nanoTime());
            judging.holds(
                            back,
                            what + ": " + (before.established() - counts.now().established()) / 2
                                    + " channels not back within " + limit.toSeconds() + " s")
                    .figure(what + ": away ms", Times.millis(ready - ended))
                    .figure(what + ": back before it said that it is ready", down.taken() - before.taken())
                    .figure(what + ": all back ms after that", Times.millis(took))
                    .holds(
                            counts.now().taken() - before.taken() >= channels,
                            what + ": channels were not lost (expected: all)")
                    .atMost(
                            what + ": connections in the busiest 100 ms",
                            busiest,
                            channels * lab.form().bar(BUSIEST_PERCENT, 2 * BUSIEST_PERCENT) / 100);
            calls(what, told, gone, ready);
        }

        private void calls(String what, List<Told> told, long gone, long ready) {
            long again = told.stream()
                    .filter(call -> call.ok() && call.peer().endsWith(address) && call.begin() - ready > 0)
                    .mapToLong(call -> call.end() - ready)
                    .min()
                    .orElse(Times.seconds(60));
            judging.holds(
                            told.stream()
                                    .anyMatch(call ->
                                            call.ok() && call.peer().endsWith(address) && gone - call.end() > 0),
                            what + ": it had served nobody before")
                    .atMost(what + ": ms until it serves again", Times.millis(again), 6000);
            if (what.equals("stopped")) {
                judging.atMost(what + ": failed calls", OnceEach.failed(told), 0);
                return;
            }
            // A call that is cut off there is repeated at another spelling of the dead one, until all of these are
            // known to be gone; from then on all goes to the other provider.
            judging.figure(what + ": calls cut", OnceEach.failed(told))
                    .atMost(
                            what + ": last failure ms after it was gone",
                            Times.millis(Times.troubleAfter(told, gone)),
                            lab.form().bar(1000, 3000));
        }
    }
}
