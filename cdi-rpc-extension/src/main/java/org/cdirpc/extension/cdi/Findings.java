package org.cdirpc.extension.cdi;

import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment has of ours. Immutable.
 *
 * @param loader the application's class loader
 * @param config its configuration; the defaults where that could not be read or nobody needs it
 * @param proxies the options of each proxy that is asked for, by contract; the default ones are among them
 * @param injected those of them that are injected somewhere
 * @param local the contracts for which the application has beans of its own
 * @param exports the bean that serves, by contract
 * @param hazelcast the application's own Hazelcast member or client; null if it has none
 * @param standIns beans that stand in for the instances of a contract: fallbacks and mocks
 * @param parts interceptors and balancers of the application, the smallest {@code @Priority} first
 * @param problems everything that is wrong, full messages
 */
record Findings(
        ClassLoader loader,
        RpcConfig config,
        Map<Class<?>, Set<ProxyOptions>> proxies,
        Map<Class<?>, Set<ProxyOptions>> injected,
        Set<Class<?>> local,
        Map<Class<?>, FoundBean> exports,
        @Nullable FoundBean hazelcast,
        List<FoundBean> standIns,
        List<FoundBean> parts,
        List<String> problems) {

    /** Whether the application has nothing to do with remote calls. */
    boolean isEmpty() {
        return proxies.isEmpty() && exports.isEmpty();
    }

    /** Whether a plain {@code @Inject} of this contract gets the proxy. */
    boolean proxyIsDefault(Class<?> contract) {
        return proxies.containsKey(contract) && !local.contains(contract);
    }

    /** All problems in one. */
    DefinitionException asError() {
        return new DefinitionException(
                CdiMessages.TEXT.problems(problems.size(), String.join(System.lineSeparator(), problems)));
    }
}
