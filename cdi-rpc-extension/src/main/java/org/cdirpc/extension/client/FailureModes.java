package org.cdirpc.extension.client;

import org.cdirpc.FailureMode;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.MethodKind;

/** Which mode the calls of a method have: the nearest that is given, unless the method cannot have it. */
final class FailureModes {

    private FailureModes() {}

    /**
     * The mode.
     *
     * @param proxy as the injection point asks
     * @param configured for the service, or for all; never {@link FailureMode#INHERIT}
     */
    static FailureMode of(ContractMethod method, FailureMode proxy, FailureMode configured) {
        FailureMode wanted = proxy;
        if (wanted == FailureMode.INHERIT) {
            wanted = method.calling().failureMode();
        }
        if (wanted == FailureMode.INHERIT) {
            wanted = configured;
        }
        boolean oneWay = method.kind() == MethodKind.ONE_WAY;
        return switch (wanted) {
            case HEDGED -> method.idempotent() && !oneWay ? wanted : FailureMode.FAILOVER;
            case FAILBACK -> oneWay ? wanted : FailureMode.FAILOVER;
            case INHERIT -> FailureMode.FAILOVER;
            default -> wanted;
        };
    }
}
