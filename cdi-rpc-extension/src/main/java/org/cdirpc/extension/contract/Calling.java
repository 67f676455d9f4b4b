package org.cdirpc.extension.contract;

import java.util.List;
import org.cdirpc.FailureMode;

/**
 * What the callers of a method do, as its contract says.
 *
 * @param failureMode what becomes of calls that fail; {@link FailureMode#INHERIT} if the contract does not say
 * @param routingKeys the parameters that decide which instance gets the call, by their places from 0, ascending
 * @param affinity the one of them whose owner in the grid is preferred; -1 for none
 */
public record Calling(FailureMode failureMode, List<Integer> routingKeys, int affinity) {

    /** Nothing special. */
    public static final Calling PLAIN = new Calling(FailureMode.INHERIT, List.of(), -1);

    /** An immutable copy. */
    public Calling {
        routingKeys = List.copyOf(routingKeys);
    }
}
