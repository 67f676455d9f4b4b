package org.cdirpc.extension.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All limits that calls of one method are under: its own and those of its service, which it shares. A call has room in all
 * of them or in none. Thread-safe, without locks.
 */
final class MethodLimits {

    private final LiveLimit[] limits;

    /** At least one limit. */
    MethodLimits(List<LiveLimit> limits) {
        this.limits = limits.toArray(LiveLimit[]::new);
    }

    /** Takes a call, or says why not. */
    @Nullable
    Refusal tryAcquire(ExportedMethod method, long now) {
        for (int i = 0; i < limits.length; i++) {
            Refusal refusal = limits[i].tryAcquire(method, now);
            if (refusal != null) {
                while (--i >= 0) {
                    limits[i].giveBack();
                }
                return refusal;
            }
        }
        return null;
    }

    /** The call has ended. */
    void release() {
        for (LiveLimit limit : limits) {
            limit.release();
        }
    }

    /** The call did not begin, for another reason. */
    void giveBack() {
        for (LiveLimit limit : limits) {
            limit.giveBack();
        }
    }
}
