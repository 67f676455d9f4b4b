package org.cdirpc.extension.client;

import java.util.Arrays;
import org.cdirpc.transport.channel.CallListener;

/** Takes each method's calls their own way; only there where methods differ. */
final class PerMethodStep implements CallStep {

    private final CallStep[] byMethod;

    private PerMethodStep(CallStep[] byMethod) {
        this.byMethod = byMethod;
    }

    /** A step for these, by the methods' indexes; the step itself where all are the same. */
    static CallStep of(CallStep[] byMethod) {
        boolean allTheSame = Arrays.stream(byMethod).distinct().count() == 1;
        return allTheSame ? byMethod[0] : new PerMethodStep(byMethod.clone());
    }

    @Override
    public void run(Call call, CallListener listener) {
        byMethod[call.method().index()].run(call, listener);
    }
}
