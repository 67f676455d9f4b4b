package org.cdirpc.extension.contract;

import java.util.List;
import java.util.Optional;

/**
 * What reading an interface gave.
 *
 * @param contract the contract, empty if it has problems
 * @param problems all that keeps the interface from being a contract: full messages, each with its id, the method, and
 *     the fix
 */
public record ContractReading(Optional<Contract> contract, List<String> problems) {}
