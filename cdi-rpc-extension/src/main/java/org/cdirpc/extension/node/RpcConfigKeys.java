package org.cdirpc.extension.node;

import static org.cdirpc.extension.node.RpcConfigAmounts.size;
import static org.cdirpc.extension.node.RpcConfigAmounts.time;
import static org.cdirpc.extension.node.RpcConfigKey.computed;
import static org.cdirpc.extension.node.RpcConfigKey.key;
import static org.cdirpc.extension.node.RpcConfigType.bool;
import static org.cdirpc.extension.node.RpcConfigType.choice;
import static org.cdirpc.extension.node.RpcConfigType.host;
import static org.cdirpc.extension.node.RpcConfigType.number;
import static org.cdirpc.extension.node.RpcConfigType.optionalNumber;
import static org.cdirpc.extension.node.RpcConfigType.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdirpc.FailureMode;

/** Every key there is; a new one is added here, in {@link #ALL}, in {@link RpcConfig} and in the table of keys. */
final class RpcConfigKeys {

    static final String PREFIX = "cdirpc.";
    static final int FIRST_CLUSTER_PORT = 5701;
    static final int LAST_CLUSTER_PORT = 5710;

    private static final int CPUS = Runtime.getRuntime().availableProcessors();
    private static final String WORD = "letters, digits, dots, dashes and underscores";
    private static final String WORD_FORM = "[\\p{Alnum}._-]{1,200}";

    static final RpcConfigKey<Boolean> ENABLED =
            key("cdirpc.enabled", bool(), "true", "Whether a node is started; without it every remote call fails.");
    static final RpcConfigKey<String> NODE_NAME = computed(
            "cdirpc.node.name",
            text(WORD, WORD_FORM),
            "hostname-pid",
            RpcConfigNames::ofThisProcess,
            "The node's name: unique in the cluster, and the same after a restart if routing by key or maintenance over restarts"
                    + " is used.");
    static final RpcConfigKey<String> HOST = key("cdirpc.host", host(), "127.0.0.1", "The address to listen on.");
    static final RpcConfigKey<Integer> PORT =
            key("cdirpc.port", number(0, 65535), "0", "The port to listen on; 0 takes a free one.");
    static final RpcConfigKey<Optional<String>> ADVERTISED_HOST = computed(
            "cdirpc.advertised.host",
            host().optional(Function.identity()),
            "as bound",
            Optional::empty,
            "The host that other nodes dial, where it is not the bound one.");
    static final RpcConfigKey<OptionalInt> ADVERTISED_PORT = computed(
            "cdirpc.advertised.port",
            optionalNumber(1, 65535),
            "as bound",
            OptionalInt::empty,
            "The port that other nodes dial, where it is not the bound one.");
    static final RpcConfigKey<Boolean> ALLOW_CLEARTEXT = key(
            "cdirpc.allow-cleartext",
            bool(),
            "false",
            "Whether an address that other machines reach may be used without TLS; a warning at each start.");
    static final RpcConfigKey<String> ZONE = key(
            "cdirpc.zone",
            text(WORD + ", or nothing", "[\\p{Alnum}._-]{0,200}"),
            "",
            "Where the node stands; calls stay in their own zone while it has capacity.");
    static final RpcConfigKey<Integer> WEIGHT =
            key("cdirpc.weight", number(1, 1000), "100", "The share of calls that this node gets relative to others.");
    static final RpcConfigKey<Duration> TIMEOUT =
            key("cdirpc.timeout", time("1ms", "24h"), "3s", "The time limit of calls that name none.");
    static final RpcConfigKey<Integer> MESSAGE_CAP = key(
            "cdirpc.message-cap",
            size("64KiB", "1GiB"),
            "8MiB",
            "The most bytes of one message's arguments or result, in either direction.");
    static final RpcConfigKey<Duration> PING_INTERVAL =
            key("cdirpc.ping.interval", time("10ms", "1h"), "10s", "The silence after which a channel is probed.");
    static final RpcConfigKey<Duration> PING_DEAD = key(
            "cdirpc.ping.dead",
            time("20ms", "2h"),
            "20s",
            "The silence after which a channel is given up; longer than `cdirpc.ping.interval`.");
    static final RpcConfigKey<Duration> CONNECT_TIMEOUT =
            key("cdirpc.connect-timeout", time("1ms", "10m"), "2s", "The longest that opening a channel may take.");
    static final RpcConfigKey<Duration> DRAIN = key(
            "cdirpc.drain", time("0ms", "1h"), "20s", "How long running calls may take to finish when the node stops.");
    static final RpcConfigKey<RpcConfig.Announce> ANNOUNCE = key(
            "cdirpc.node.announce",
            choice(RpcConfig.Announce.class),
            "auto",
            "When others are told of the node: at the end of its start, or when the application calls"
                    + " `RpcControl.ready()`.");
    static final RpcConfigKey<Boolean> STOP_ON_SIGTERM = key(
            "cdirpc.node.stop-on-sigterm",
            bool(),
            "true",
            "Whether the node of a CDI application in Java SE stops gracefully when its process is told to end; in an"
                    + " application server the server does that.");
    static final RpcConfigKey<String> BALANCER = key(
            "cdirpc.balancer",
            text("a balancer's name", WORD_FORM),
            "p2c",
            "The balancer of contracts that name none.");
    static final RpcConfigKey<FailureMode> FAILURE_MODE = key(
            "cdirpc.failure-mode",
            choice(FailureMode.class, FailureMode.INHERIT),
            "failover",
            "What becomes of calls that fail, where neither contract nor injection point says it.");
    static final RpcConfigKey<Duration> WARM_UP = key(
            "cdirpc.warm-up",
            time("0ms", "1h"),
            "60s",
            "In what time the share of calls of an instance that is new here grows to its whole; 0 for at once.");
    static final RpcConfigKey<Boolean> OUTLIERS = key(
            "cdirpc.outliers",
            bool(),
            "true",
            "Whether instances that err or stall are left out for a while, and tried again with one call.");
    static final RpcConfigKey<RpcConfig.SelfCalls> SELF_CALLS = key(
            "cdirpc.client.self-calls",
            choice(RpcConfig.SelfCalls.class),
            "allow",
            "What a proxy thinks of its own node where that serves the contract too.");
    static final RpcConfigKey<Integer> CLIENT_IO_THREADS = key(
            "cdirpc.client.io-threads",
            number(1, 256),
            "1",
            "The threads that read and write the channels this node dialled.");
    static final RpcConfigKey<Integer> CLIENT_PEERS = key(
            "cdirpc.client.peers",
            number(0, 1_000_000),
            "20",
            "The most instances of a service that this node calls beside each other; of more, each node has a choice of its"
                    + " own. Calls with a routing key, and those that are for all, see all. 0 for any number.");
    static final RpcConfigKey<Integer> CLIENT_MAX_CONCURRENT = key(
            "cdirpc.client.max-concurrent",
            number(0, 1_000_000),
            "0",
            "The most calls of one contract that this node has under way; more are refused before they are sent. 0 for any"
                    + " number.");
    static final RpcConfigKey<List<String>> CLIENT_FORWARD = key(
            "cdirpc.client.forward",
            new RpcConfigType<>("attachment keys, separated by commas", RpcConfigKeys::words),
            "",
            "The attachments that go on from a call that this node serves to the calls that its bean makes.");
    static final RpcConfigKey<Boolean> LOG_CALLS = key(
            "cdirpc.log-calls",
            bool(),
            "false",
            "Whether each call is logged, on both sides, with its other end, time and outcome: category"
                    + " `org.cdirpc.calls`, level INFO.");
    static final RpcConfigKey<Integer> SERVER_IO_THREADS = computed(
            "cdirpc.server.io-threads",
            number(1, 256),
            "min(2, CPUs)",
            () -> Math.min(2, CPUS),
            "The threads that read and write the channels this node accepted.");
    static final RpcConfigKey<Integer> SERVER_THREADS = computed(
            "cdirpc.server.threads",
            number(1, 10_000),
            "max(16, 8 x CPUs)",
            () -> Math.max(16, 8 * CPUS),
            "The most threads that run beans.");
    static final RpcConfigKey<Integer> SERVER_QUEUE = key(
            "cdirpc.server.queue",
            number(0, 1_000_000),
            "1024",
            "The most calls that wait for a thread; more are rejected.");
    static final RpcConfigKey<Boolean> SERVER_VIRTUAL_THREADS = key(
            "cdirpc.server.virtual-threads",
            bool(),
            "false",
            "Whether calls that go to the pool run on a virtual thread each instead, at most `cdirpc.server.threads` +"
                    + " `cdirpc.server.queue` at a time; Java 21 or newer.");
    static final RpcConfigKey<RpcConfig.Limit> SERVER_LIMIT = key(
            "cdirpc.server.limit",
            choice(RpcConfig.Limit.class),
            "adaptive",
            "How many calls are let in at a time: adaptive, so many that they do not wait long for a thread, at least"
                    + " `cdirpc.server.threads`; static, as many as there are threads and places in the queue.");
    static final RpcConfigKey<RpcConfig.Registry> CLUSTER = key(
            "cdirpc.cluster",
            choice(RpcConfig.Registry.class),
            "hazelcast",
            "What keeps the list of nodes; none leaves this node alone, or `cdirpc.endpoints` where there are any.");
    static final RpcConfigKey<String> CLUSTER_NAME =
            key("cdirpc.cluster.name", text(WORD, WORD_FORM), "cdi-rpc", "Nodes of another name are strangers.");
    static final RpcConfigKey<Optional<String>> CLUSTER_HOST = computed(
            "cdirpc.cluster.host",
            host().optional(Function.identity()),
            "as `cdirpc.host`",
            Optional::empty,
            "The address that the registry listens on.");
    static final RpcConfigKey<Integer> CLUSTER_PORT = key(
            "cdirpc.cluster.port",
            number(0, 65535),
            "0",
            "The port that the registry listens on; 0 takes the first free one that `cdirpc.cluster.members` names for an address"
                    + " written as `cdirpc.cluster.host` is, else from 5701 to 5710.");
    static final RpcConfigKey<List<RpcConfigAddress>> CLUSTER_MEMBERS = key(
            "cdirpc.cluster.members",
            new RpcConfigType<>(
                    "host, host:port or host:first-last, separated by commas, ports from 1 to 65535, IPv6 addresses in brackets",
                    RpcConfigAddress::ranges),
            "127.0.0.1:5701-5710",
            "Where other nodes' registries may be; a host alone stands for its ports 5701 to 5710.");
    static final RpcConfigKey<Optional<RpcConfig.Mode>> CLUSTER_MODE = computed(
            "cdirpc.cluster.mode",
            choice(RpcConfig.Mode.class).optional(Function.identity()),
            "given where the application has a HazelcastInstance, else member",
            Optional::empty,
            "What this node is in the registry's grid: an embedded member, a client of a cluster that runs elsewhere, or"
                    + " whatever the given HazelcastInstance is.");
    static final RpcConfigKey<RpcConfig.Join> CLUSTER_JOIN = key(
            "cdirpc.cluster.join",
            choice(RpcConfig.Join.class),
            "list",
            "How members are found: by `cdirpc.cluster.members`, where a name stands for all its addresses and is looked up"
                    + " anew each time (DNS, headless services; a client takes one of them), or by Hazelcast's own discovery.");
    static final RpcConfigKey<Map<String, String>> CLUSTER_JOIN_OPTIONS = key(
            "cdirpc.cluster.join.options",
            new RpcConfigType<>("option=value, separated by commas", RpcConfigKeys::pairs),
            "",
            "The settings of that discovery by Hazelcast's names; of kubernetes, such as service-dns, namespace,"
                    + " service-name; of multicast, group, port, timeout, ttl.");
    static final RpcConfigKey<Optional<String>> CLUSTER_CONFIG = key(
            "cdirpc.cluster.config",
            text("a file or a resource that ends in .yaml, .yml or .xml", "(?i)[^\\u0000]+\\.(yaml|yml|xml)")
                    .optional(Function.identity()),
            "",
            "A Hazelcast configuration of the application, of a member or a client as `cdirpc.cluster.mode` says, which then"
                    + " says everything about the grid but its name, its deserialization filter and its shutdown hook; one that"
                    + " listens beyond the loopback address needs `cdirpc.allow-cleartext` as well.");
    static final RpcConfigKey<Optional<String>> CLUSTER_BEAN = key(
            "cdirpc.cluster.bean",
            text("a bean's name", "[\\p{Alnum}._$-]*").optional(Function.identity()),
            "",
            "The `@Named` name of the HazelcastInstance bean to use, where there are several.");
    static final RpcConfigKey<List<RpcConfigAddress>> ENDPOINTS = key(
            "cdirpc.endpoints",
            new RpcConfigType<>(
                    "host:port, separated by commas, ports from 1 to 65535, IPv6 addresses in brackets",
                    RpcConfigAddress::list),
            "",
            "Nodes that are known from the start; if there are any, no registry is started.");
    static final RpcConfigKey<Integer> RETRY_PERCENT =
            key("cdirpc.retry.percent", number(0, 100), "20", "The share of calls that may be attempted again.");
    static final RpcConfigKey<Integer> RETRY_PER_SECOND = key(
            "cdirpc.retry.per-second",
            number(0, 1_000_000),
            "10",
            "The attempts per second that are free in addition.");
    static final RpcConfigKey<Integer> RETRY_BURST =
            key("cdirpc.retry.burst", number(1, 1_000_000), "256", "The most attempts that are saved up.");
    static final RpcConfigKey<Duration> IDEMPOTENCY_KEEP = key(
            "cdirpc.idempotency.keep",
            time("1s", "168h"),
            "10m",
            "How long the answers of methods that are `@Idempotent(by = ...)` are kept for repeats; see IDEMPOTENCY.md.");
    static final RpcConfigKey<Integer> IDEMPOTENCY_MAX_ANSWER = key(
            "cdirpc.idempotency.max-answer",
            size("256B", "8MiB"),
            "64KiB",
            "The most bytes of a result that is kept; of a larger one, repeats learn that the call ran.");
    static final RpcConfigKey<Integer> IDEMPOTENCY_MAX_ENTRIES = key(
            "cdirpc.idempotency.max-entries",
            number(1, 100_000_000),
            "100000",
            "About how many calls the cluster remembers at a time; more are refused.");
    static final RpcConfigKey<Boolean> CIRCUIT = key(
            "cdirpc.circuit",
            bool(),
            "true",
            "Whether the calls of a method fail at once while nearly all of them fail.");
    static final RpcConfigKey<Integer> CIRCUIT_FAILURES = key(
            "cdirpc.circuit.failures",
            number(1, 100),
            "80",
            "The percentage of failed calls, of at least 20 in 10 s, from which on they do.");
    static final RpcConfigKey<Integer> FAILBACK_QUEUE = key(
            "cdirpc.failback.queue",
            number(1, 1_000_000),
            "1000",
            "The most one-way calls of failure mode failback that wait to be sent later.");
    static final RpcConfigKey<Duration> FAILBACK_KEEP = key(
            "cdirpc.failback.keep", time("1ms", "24h"), "60s", "How long such a call may wait before it is given up.");
    static final RpcConfigKey<RpcConfig.Verdict> VERSIONS_GATE = key(
            "cdirpc.versions.gate",
            choice(RpcConfig.Verdict.class),
            "fail",
            "What becomes of a start that would break consumers that live, or serves a version in another shape than those"
                    + " that serve it already; see VERSIONS.md.");
    static final RpcConfigKey<RpcConfig.Verdict> VERSIONS_UNMET = key(
            "cdirpc.versions.unmet",
            choice(RpcConfig.Verdict.class),
            "warn",
            "What becomes of a start that finds no provider that fits a contract that is injected; providers may start"
                    + " later.");
    static final RpcConfigKey<Optional<Path>> RECORD = key(
            "cdirpc.record",
            text("a folder's path", "[^\\u0000]*").optional(Path::of),
            "",
            "The folder to record channels in; nothing is recorded without it.");

    static final List<RpcConfigKey<?>> ALL = List.of(
            ENABLED,
            NODE_NAME,
            HOST,
            PORT,
            ADVERTISED_HOST,
            ADVERTISED_PORT,
            ALLOW_CLEARTEXT,
            ZONE,
            WEIGHT,
            TIMEOUT,
            MESSAGE_CAP,
            CONNECT_TIMEOUT,
            PING_INTERVAL,
            PING_DEAD,
            DRAIN,
            ANNOUNCE,
            STOP_ON_SIGTERM,
            BALANCER,
            FAILURE_MODE,
            WARM_UP,
            OUTLIERS,
            SELF_CALLS,
            CLIENT_IO_THREADS,
            CLIENT_PEERS,
            CLIENT_MAX_CONCURRENT,
            CLIENT_FORWARD,
            LOG_CALLS,
            SERVER_IO_THREADS,
            SERVER_THREADS,
            SERVER_QUEUE,
            SERVER_VIRTUAL_THREADS,
            SERVER_LIMIT,
            CLUSTER,
            CLUSTER_NAME,
            CLUSTER_HOST,
            CLUSTER_PORT,
            CLUSTER_MEMBERS,
            CLUSTER_MODE,
            CLUSTER_JOIN,
            CLUSTER_JOIN_OPTIONS,
            CLUSTER_CONFIG,
            CLUSTER_BEAN,
            ENDPOINTS,
            RETRY_PERCENT,
            RETRY_PER_SECOND,
            RETRY_BURST,
            IDEMPOTENCY_KEEP,
            IDEMPOTENCY_MAX_ANSWER,
            IDEMPOTENCY_MAX_ENTRIES,
            CIRCUIT,
            CIRCUIT_FAILURES,
            FAILBACK_QUEUE,
            FAILBACK_KEEP,
            VERSIONS_GATE,
            VERSIONS_UNMET,
            RECORD);

    private RpcConfigKeys() {}

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new TreeMap<>();
        for (String word : words(text)) {
            int equals = word.indexOf('=');
            if (equals < 1
                    || pairs.put(
                                    word.substring(0, equals).strip(),
                                    word.substring(equals + 1).strip())
                            != null) {
                throw new IllegalArgumentException(word);
            }
        }
        return Map.copyOf(pairs);
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
