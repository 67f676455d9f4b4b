package org.cdirpc.extension.client;

import org.cdirpc.faults.races.Scenarios;
import org.jetbrains.lincheck.datastructures.Operation;

/** Calls fill a {@link RetryBudget} by half a token each, while others take: no token is given out twice, or lost. */
@Scenarios({"called; called > take | take", "take; take > called | called; take"})
public final class RetryBudgetRace {

    private final RetryBudget budget = new RetryBudget(50, 0, 2, () -> 0);

    @Operation
    public void called() {
        budget.called();
    }

    @Operation
    public boolean take() {
        return budget.tryTake();
    }
}
