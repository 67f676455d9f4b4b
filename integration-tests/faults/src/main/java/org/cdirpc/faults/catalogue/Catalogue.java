package org.cdirpc.faults.catalogue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cdirpc.FailureMode;
import org.cdirpc.extension.node.ProxyOptions;
import org.cdirpc.extension.node.RpcConfig;
import org.cdirpc.extension.node.RpcNode;

/**
 * Runs two real releases of every contract against each other: each release compiled and in a class loader of its own,
 * each on a node that serves over Undertow on loopback, and called by a node of the other release.
 */
public final class Catalogue implements AutoCloseable {

    private static final long TIMEOUT_MILLIS = 5_000;

    private final List<Change> changes;
    private final Release before;
    private final Release after;
    private final Exchange exchange = new Exchange();
    private final List<RpcNode> nodes = new ArrayList<>();
    private final RpcNode oldConsumer;
    private final RpcNode newConsumer;
    private final RpcNode oldConsumerOfBoth;
    private final RpcNode newConsumerOfBoth;

    private Catalogue(List<Change> changes) {
        this.changes = changes;
        this.before = compile(changes, Change::before);
        this.after = compile(changes, Change::after);
        try {
            RpcNode oldProvider = provider("before", before);
            RpcNode newProvider = provider("after", after);
            oldConsumer = consumer("old-consumer", before, newProvider.address());
            newConsumer = consumer("new-consumer", after, oldProvider.address());
            String both = oldProvider.address() + "," + newProvider.address();
            oldConsumerOfBoth = consumer("old-consumer-of-both", before, both);
            newConsumerOfBoth = consumer("new-consumer-of-both", after, both);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** Every change there is, in both directions; nothing is logged meanwhile. */
    public static List<Verdict> runAll() throws InterruptedException {
        // Each refusal is a warning, and there are hundreds.
        Logger log = Logger.getLogger("");
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        try (Catalogue catalogue = start(Change.all())) {
            return catalogue.run();
        } finally {
            log.setLevel(level);
        }
    }

    static Catalogue start(List<Change> changes) {
        return new Catalogue(changes);
    }

    private static Release compile(List<Change> changes, Function<Change, Map<String, String>> sources) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        changes.forEach(change -> all.put(change.packageName(), sources.apply(change)));
        return Release.compile(all);
    }

    private RpcNode provider(String name, Release release) {
        RpcNode.Builder builder = RpcNode.builder()
                .config(RpcConfig.of(Map.of("cdirpc.cluster", "none", "cdirpc.node.name", name + "-provider")))
                .classLoader(release.loader());
        for (Change change : changes) {
            export(builder, release.contract(change.packageName()), name);
        }
        return own(builder.start());
    }

    private <T> void export(RpcNode.Builder builder, Class<T> contract, String release) {
        Object provider = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, exchange.provider(release, contract));
        builder.export(contract, contract.cast(provider));
    }

    private RpcNode consumer(String name, Release release, String endpoints) {
        return own(RpcNode.builder()
                .config(RpcConfig.of(Map.of("cdirpc.endpoints", endpoints, "cdirpc.node.name", name)))
                .classLoader(release.loader())
                .start());
    }

    private RpcNode own(RpcNode node) {
        nodes.add(node);
        return node;
    }

    /** Its changes in both directions. */
    List<Verdict> run() throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Change change : changes) {
            verdicts.add(run(change, false));
            verdicts.add(run(change, true));
        }
        return verdicts;
    }

    private Verdict run(Change change, boolean newer) throws InterruptedException {
        Release own = newer ? after : before;
        RpcNode consumer =
                change.isBeside() ? newer ? newConsumerOfBoth : oldConsumerOfBoth : newer ? newConsumer : oldConsumer;
        Class<?> contract = own.contract(change.packageName());
        Object proxy = consumer.proxy(
                contract, new ProxyOptions(newer ? change.pin() : "", "", TIMEOUT_MILLIS, "", FailureMode.INHERIT));
        List<Attempt> attempts =
                new Trial(contract, proxy, exchange, new DataReader(change.renamed()), variants(change)).run();
        return Verdict.of(change, newer, attempts);
    }

    private int variants(Change change) {
        List<Method> methods = new ArrayList<>();
        methods.addAll(Arrays.asList(before.contract(change.packageName()).getMethods()));
        methods.addAll(Arrays.asList(after.contract(change.packageName()).getMethods()));
        return methods.stream().mapToInt(Exchange::variants).max().orElse(0);
    }

    /** How many verdicts there are of each kind, in one line. */
    public static String summary(List<Verdict> verdicts) {
        long wrong =
                verdicts.stream().filter(verdict -> !verdict.isAsExpected()).count();
        return verdicts.size() / 2 + " changes x 2 directions: " + count(verdicts, Verdict.Sum.WORKS) + " work, "
                + count(verdicts, Verdict.Sum.PARTLY) + " partly, " + count(verdicts, Verdict.Sum.REFUSED)
                + " refused, " + wrong + " wrong";
    }

    private static long count(List<Verdict> verdicts, Verdict.Sum sum) {
        return verdicts.stream().filter(verdict -> verdict.sum() == sum).count();
    }

    @Override
    public void close() {
        // Those that call go first.
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
