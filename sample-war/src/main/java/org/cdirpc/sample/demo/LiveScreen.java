package org.cdirpc.sample.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture at the end of the terminal that is drawn over and over, with ANSI sequences that every terminal knows. */
final class LiveScreen implements Screen {

    private static final int WIDTH = 79;
    private static final int EVENTS = 9;
    private static final int BAR = 24;
    private static final String UP = "\u001b[%dA\r";
    private static final String ERASE_LINE = "\u001b[2K";

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Deque<String> events = new ArrayDeque<>();
    private @Nullable View view;
    private int drawn;

    LiveScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void event(String text) {
        events.addLast(String.format(Locale.ROOT, "%7.1f s  %s", seconds(), text));
        while (events.size() > EVENTS) {
            events.removeFirst();
        }
        draw();
    }

    @Override
    public synchronized void show(View latest) {
        view = latest;
        draw();
    }

    private void draw() {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append(String.format(Locale.ROOT, UP, drawn));
        }
        List<String> lines = lines();
        // A picture never shrinks, so nothing of an earlier one is left below it.
        while (lines.size() < drawn) {
            lines.add("");
        }
        for (String line : lines) {
            picture.append(ERASE_LINE)
                    .append(line, 0, Math.min(WIDTH, line.length()))
                    .append('\n');
        }
        drawn = lines.size();
        out.print(picture);
        out.flush();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        View latest = view;
        if (latest != null) {
            lines.add(String.format(
                    Locale.ROOT, "  %-12s %-9s %11s %7s %9s", "node", "state", "answered", "share", "now/s"));
            for (View.Node node : latest.providers()) {
                lines.add(node(latest, node));
            }
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "  orders %s placed, %d in flight   quotes %s   views %s",
                    View.number(latest.now().placed()),
                    latest.now().inFlight(),
                    View.number(latest.now().quotes()),
                    View.number(latest.now().views())));
            lines.add("  " + View.number(latest.callRate()) + " calls/s   " + latest.latencies() + "   (last second)");
            lines.add("  failures: " + latest.failures());
            lines.add("");
        }
        lines.addAll(events);
        return lines;
    }

    private static String node(View view, View.Node node) {
        long most = view.providers().stream().mapToLong(view::rate).max().orElse(0);
        int bar = most == 0 ? 0 : (int) (BAR * view.rate(node) / most);
        return String.format(
                Locale.ROOT,
                "  %-12s %-9s %,11d %6.1f%% %,9d %s",
                node.name(),
                node.state().name().toLowerCase(Locale.ROOT),
                view.answered(node),
                view.share(node),
                view.rate(node),
                "#".repeat(bar));
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public synchronized void close() {
        draw();
    }
}
