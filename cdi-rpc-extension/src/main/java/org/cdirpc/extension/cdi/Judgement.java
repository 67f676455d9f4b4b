package org.cdirpc.extension.cdi;

import static org.cdirpc.extension.cdi.CdiMessages.TEXT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.cdirpc.RpcFallback;
import org.cdirpc.RpcMock;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcConfigException;
import org.cdirpc.spi.BalancerFactory;
import org.jspecify.annotations.Nullable;

/** Turns what was discovered into findings, collecting every problem on the way. Used once. */
final class Judgement {

    private final Set<Class<?>> marked = new TreeSet<>(Comparator.comparing(Class::getName));
    private final List<Wish> wishes;
    private final List<FoundBean> beans;
    private final List<FoundBean> hazelcasts;
    private final List<FoundBean> standIns;
    private final List<FoundBean> parts;
    private final Set<Class<?>> contracts = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    Judgement(
            Collection<Class<?>> marked,
            Collection<Wish> wishes,
            Collection<FoundBean> beans,
            Collection<FoundBean> hazelcasts,
            Collection<FoundBean> standIns,
            Collection<FoundBean> parts) {
        this.marked.addAll(marked);
        this.wishes = sorted(wishes, Wish::where);
        this.beans = sorted(beans, FoundBean::name);
        this.hazelcasts = sorted(hazelcasts, FoundBean::name);
        this.standIns = sorted(standIns, FoundBean::name);
        // A stable sort: those without a priority, and those of the same, stay in the order of their names.
        this.parts = sorted(parts, FoundBean::name).stream()
                .sorted(Comparator.comparing(bean -> bean.priority().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** Containers announce in any order; messages and choices have the same one each time. */
    private static <T> List<T> sorted(Collection<T> all, Function<T, String> key) {
        return all.stream().sorted(Comparator.comparing(key)).toList();
    }

    Findings findings() {
        for (Wish wish : wishes) {
            if (wish.contract() != null) {
                marked.add(wish.contract());
            }
        }
        readContracts();
        ApplicationLoader loader = ApplicationLoader.of(wishes, beans);
        problems.addAll(loader.problems());
        Map<Class<?>, Set<ProxyOptions>> proxies = proxies(loader.loader());
        Map<Class<?>, FoundBean> exports = exports();
        RpcConfig config = marked.isEmpty() ? RpcConfig.defaults() : config(loader.loader());
        FoundBean hazelcast = marked.isEmpty() ? null : hazelcast(config.cluster());
        checkStandIns();
        return new Findings(
                loader.loader(),
                config,
                proxies,
                injected(proxies),
                local(),
                exports,
                hazelcast,
                standIns,
                parts,
                List.copyOf(problems));
    }

    private void readContracts() {
        for (Class<?> type : marked) {
            ContractReading reading = Contract.read(type);
            problems.addAll(reading.problems());
            if (reading.contract().isPresent()) {
                contracts.add(type);
            }
        }
    }

    private Map<Class<?>, Set<ProxyOptions>> proxies(ClassLoader loader) {
        Map<Class<?>, Set<ProxyOptions>> proxies = new LinkedHashMap<>();
        for (Class<?> contract : contracts) {
            proxies.put(contract, new LinkedHashSet<>(Set.of(ProxyOptions.DEFAULTS)));
        }
        WishCheck check = new WishCheck(loader, bringsBalancers(), problems);
        for (Wish wish : wishes) {
            if (wish.client() != null && check.isRight(wish)) {
                Set<ProxyOptions> options = proxies.get(wish.contract());
                if (options != null) {
                    options.add(ProxyOptions.of(wish.client()));
                }
            }
        }
        return proxies;
    }

    /** A plain {@code @Inject} gets the application's own bean where it has one. */
    private Map<Class<?>, Set<ProxyOptions>> injected(Map<Class<?>, Set<ProxyOptions>> proxies) {
        Map<Class<?>, Set<ProxyOptions>> injected = new LinkedHashMap<>();
        Set<Class<?>> local = local();
        for (Wish wish : wishes) {
            Class<?> contract = wish.contract();
            if (contract == null || (wish.client() == null && local.contains(contract))) {
                continue;
            }
            ProxyOptions options = wish.client() == null ? ProxyOptions.DEFAULTS : ProxyOptions.of(wish.client());
            if (proxies.getOrDefault(contract, Set.of()).contains(options)) {
                injected.computeIfAbsent(contract, key -> new LinkedHashSet<>()).add(options);
            }
        }
        return injected;
    }

    private boolean bringsBalancers() {
        return parts.stream().anyMatch(part -> part.bean().getTypes().contains(BalancerFactory.class));
    }

    private Set<Class<?>> local() {
        Set<Class<?>> local = new LinkedHashSet<>();
        beans.forEach(bean -> local.addAll(bean.contracts()));
        return local;
    }

    private Map<Class<?>, FoundBean> exports() {
        Map<Class<?>, FoundBean> exports = new LinkedHashMap<>();
        for (Class<?> contract : contracts) {
            List<FoundBean> candidates = new ArrayList<>();
            for (FoundBean bean : beans) {
                if (bean.contracts().contains(contract) && bean.kind() != FoundBean.Kind.PRODUCER) {
                    candidates.add(bean);
                }
            }
            List<FoundBean> chosen = ExportChoice.among(candidates);
            if (chosen.size() > 1) {
                problems.add(TEXT.ambiguous(
                        contract.getName(),
                        String.join(
                                " and ", chosen.stream().map(FoundBean::name).toList())));
            } else if (chosen.size() == 1 && ExportChoice.canServe(chosen.get(0), contract, problems)) {
                exports.put(contract, chosen.get(0));
            }
        }
        return exports;
    }

    /** One of a kind for each contract, or nobody could tell which of them is meant. */
    private void checkStandIns() {
        Map<String, FoundBean> seen = new HashMap<>();
        for (FoundBean bean : standIns) {
            for (Class<?> contract : bean.contracts()) {
                String role = "@" + (bean.is(RpcMock.class) ? RpcMock.class : RpcFallback.class).getSimpleName();
                FoundBean other = seen.putIfAbsent(role + " " + contract.getName(), bean);
                if (other != null) {
                    problems.add(TEXT.standInTwice(contract.getName(), role, other.name(), bean.name()));
                }
            }
        }
    }

    /** The bean that is to be the registry's grid: the one of the configured name, else the one without qualifier. */
    private @Nullable FoundBean hazelcast(RpcConfig.Cluster cluster) {
        if (!cluster.usesHazelcast() || !cluster.grid().takesGiven()) {
            return null;
        }
        String wanted = cluster.grid().bean().orElse(null);
        List<FoundBean> chosen = ExportChoice.among(hazelcasts.stream()
                .filter(found -> wanted == null
                        ? found.isDefault()
                        : wanted.equals(found.bean().getName()))
                .toList());
        if (chosen.size() > 1) {
            problems.add(TEXT.severalHazelcasts(
                    String.join(" and ", chosen.stream().map(FoundBean::name).toList())));
        } else if (chosen.isEmpty() && wanted != null) {
            problems.add(TEXT.noHazelcast(
                    wanted,
                    hazelcasts.stream()
                            .map(found -> String.valueOf(found.bean().getName()))
                            .toList()
                            .toString()));
        }
        return chosen.isEmpty() ? null : chosen.get(0);
    }

    private RpcConfig config(ClassLoader loader) {
        try {
            return RpcConfig.load(loader);
        } catch (RpcConfigException e) {
            problems.addAll(e.problems());
            return RpcConfig.defaults();
        }
    }
}
