package org.cdirpc.sample.demo;

import java.io.PrintStream;

/** Where the run is shown. Thread-safe. */
interface Screen extends AutoCloseable {

    /** Something happened. */
    void event(String text);

    /** The state of things, twice a second. */
    void show(View view);

    /** Nothing more is shown; what was shown last stays. */
    @Override
    void close();

    /** A screen that is drawn again and again, or lines. */
    static Screen on(PrintStream out, boolean terminal) {
        return terminal ? new LiveScreen(out) : new PlainScreen(out);
    }
}
