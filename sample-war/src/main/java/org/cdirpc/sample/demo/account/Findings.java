package org.cdirpc.sample.demo.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is wrong, one line each; all are counted, the first ones kept. One thread at a time. */
public final class Findings {

    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String finding) {
        count++;
        if (first.size() < KEPT) {
            first.add(finding);
        }
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The first ones. */
    public List<String> first() {
        return Collections.unmodifiableList(first);
    }
}
