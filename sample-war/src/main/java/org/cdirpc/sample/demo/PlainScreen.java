package org.cdirpc.sample.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each event, and one each second. */
final class PlainScreen implements Screen {

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private boolean odd;

    PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void event(String text) {
        line("- " + text);
    }

    @Override
    public synchronized void show(View view) {
        odd = !odd;
        if (odd) {
            return;
        }
        List<String> nodes = new ArrayList<>();
        for (View.Node node : view.providers()) {
            nodes.add(String.format(Locale.ROOT, "%s %d/s (%.0f %%)", node.name(), view.rate(node), view.share(node)));
        }
        line(String.join("  ", nodes) + "  calls " + view.callRate() + "/s  " + view.latencies() + "  in flight "
                + view.now().inFlight() + "  failures: " + view.failures());
    }

    private void line(String text) {
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - begin) / 1e9, text));
        out.flush();
    }

    @Override
    public void close() {
        // Lines need no end.
    }
}
