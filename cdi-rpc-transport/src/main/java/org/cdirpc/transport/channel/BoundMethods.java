package org.cdirpc.transport.channel;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which method ids a client gave to which bindings on one channel. Guarded by the channel's outbox. */
final class BoundMethods {

    private static final int MOST_METHODS = 0xffff;

    private final Map<Binding, Integer> firstIds = new IdentityHashMap<>();
    private final Map<Integer, Binding> unanswered = new HashMap<>();
    private int next = 1;

    /** The id of the binding's first method, or 0 if it was not announced yet. */
    int firstId(Binding binding) {
        Integer first = firstIds.get(binding);
        return first == null ? 0 : first;
    }

    /** Whether that many more methods have ids on this channel. */
    boolean hasRoom(Binding binding) {
        return next + binding.methods() - 1 <= MOST_METHODS;
    }

    int nextId() {
        return next;
    }

    /** Remembers what was announced by the BIND with this call id. */
    void announced(Binding binding, int bindId) {
        firstIds.put(binding, next);
        unanswered.put(bindId, binding);
        next += binding.methods();
    }

    @Nullable
    Binding answered(int bindId) {
        return unanswered.remove(bindId);
    }
}
