package org.cdirpc.transport.channel;

import java.util.IdentityHashMap;
import java.util.Map;

/** For which methods positional arguments were agreed on one channel. Written in its turn, read by any thread. */
final class Agreements {

    /** By binding, once it was answered. Replaced whole. */
    private volatile Map<Binding, boolean[]> agreed = Map.of();

    void add(Binding binding, boolean[] positional) {
        if (positional.length > 0) {
            Map<Binding, boolean[]> more = new IdentityHashMap<>(agreed);
            more.put(binding, positional);
            agreed = more;
        }
    }

    boolean positional(Binding binding, int methodIndex) {
        boolean[] methods = agreed.get(binding);
        return methods != null && methodIndex < methods.length && methods[methodIndex];
    }

    /** The call in the form that the other side has agreed to; nearly always the one it has. */
    OutgoingCall form(OutgoingCall call) {
        OutgoingCall.Renaming renaming = call.named();
        return renaming == null || positional(call.binding(), call.methodIndex()) ? call : renaming.named(call);
    }
}
