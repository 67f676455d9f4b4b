package org.cdirpc.extension.server;

import java.util.List;

/**
 * What all versions of a service are to one consumer.
 *
 * @param refused why none of it can be called; empty if it can be judged
 * @param methods the names of the consumer's methods, by index
 * @param verdicts one for each version that is served, the newest first
 */
record Judgement(String refused, List<String> methods, List<Verdict> verdicts) {

    static Judgement refusal(String why) {
        return new Judgement(why, List.of(), List.of());
    }

    /** About how many bytes it takes. */
    int weight() {
        int weight = 200 + 2 * refused.length();
        for (String method : methods) {
            weight += 60 + 2 * method.length();
        }
        for (Verdict verdict : verdicts) {
            weight += verdict.weight();
        }
        return weight;
    }
}
