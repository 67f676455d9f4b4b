package org.cdirpc.extension.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cdirpc.FailureMode;

/**
 * The configuration of a node: every value checked, every default in place. {@code docs/CONFIGURATION.md} has the keys.
 *
 * @param enabled whether a node is started at all
 * @param node who this node is and where it listens
 * @param calls what holds for calls that say nothing else
 * @param channels how channels are opened and watched
 * @param client how this node calls others
 * @param server how this node serves others
 * @param cluster how nodes find each other
 * @param retry the budget for repeated attempts
 * @param idempotency how the repeats of writes with a key are answered
 * @param circuit when the calls of a service are not even tried
 * @param failback for one-way calls that could not be sent
 * @param versions what becomes of a start where releases of contracts do not fit
 * @param record the folder to record channels in; empty for no recording
 * @param interception what stands around all calls
 * @param services what is configured for single services, by their names
 */
public record RpcConfig(
        boolean enabled,
        Node node,
        Calls calls,
        Channels channels,
        Client client,
        Server server,
        Cluster cluster,
        Retry retry,
        Idempotency idempotency,
        Circuit circuit,
        Failback failback,
        Versions versions,
        Optional<Path> record,
        Interception interception,
        Map<String, ServiceConfig> services) {

    /**
     * Reads it for an application: MicroProfile Config where the container has it, else system properties, then the
     * environment; then {@code META-INF/cdi-rpc.properties} of the class loader, then the defaults.
     *
     * @throws RpcConfigException with everything that is wrong
     */
    public static RpcConfig load(ClassLoader loader) {
        return new RpcConfigReader(ConfigSource.ofApplication(loader)).read();
    }

    /**
     * The given values over the defaults; nothing else is looked at.
     *
     * @param values by key, such as {@code cdirpc.port}
     * @throws RpcConfigException with everything that is wrong
     */
    public static RpcConfig of(Map<String, String> values) {
        return new RpcConfigReader(List.of(new ConfigSourceMap("the given map", values))).read();
    }

    /** Every value at its default. */
    public static RpcConfig defaults() {
        return of(Map.of());
    }

    /** The keys that are bound beyond loopback without encryption, which the node warns of at each start. */
    public List<String> exposedKeys() {
        return RpcConfigExposure.keys(node, cluster);
    }

    /**
     * Who this node is and where it listens.
     *
     * @param name the stable name, unique in the cluster
     * @param host the address to bind
     * @param port the port to bind; 0 for a free one
     * @param advertisedHost the host that others dial; empty for the bound one
     * @param advertisedPort the port that others dial; empty for the bound one
     * @param allowCleartext whether other machines may be served without TLS
     * @param zone where this node stands; empty for nowhere in particular
     * @param weight the share of calls relative to others, from 1 to 1000
     * @param drain how long running calls may take to finish at stop
     * @param announce when others are told of this node
     * @param stopOnSigterm whether a node in Java SE stops with the process
     */
    public record Node(
            String name,
            String host,
            int port,
            Optional<String> advertisedHost,
            OptionalInt advertisedPort,
            boolean allowCleartext,
            String zone,
            int weight,
            Duration drain,
            Announce announce,
            boolean stopOnSigterm) {}

    /** When others are told of a node. */
    public enum Announce {
        /** At the end of its start. */
        AUTO,
        /** When the application says so, by {@link org.cdirpc.RpcControl#ready()}. */
        MANUAL
    }

    /**
     * What holds for calls that say nothing else.
     *
     * @param timeout the time limit, from 1 ms to 24 h
     * @param messageCap the most bytes of one message, from 64 KiB to 1 GiB
     * @param balancer the balancer's name
     * @param failureMode what becomes of a call that fails; never {@link FailureMode#INHERIT}
     * @param warmUp in what time a new instance comes to its full share of calls; zero for at once
     * @param outliers whether instances that err or stall are left out for a while
     */
    public record Calls(
            Duration timeout,
            int messageCap,
            String balancer,
            FailureMode failureMode,
            Duration warmUp,
            boolean outliers) {}

    /**
     * How channels are opened and watched.
     *
     * @param connectTimeout the longest that opening one may take
     * @param pingInterval the silence after which it is probed
     * @param pingDead the silence after which it is given up; longer than {@code pingInterval}
     */
    public record Channels(Duration connectTimeout, Duration pingInterval, Duration pingDead) {}

    /**
     * How this node calls others.
     *
     * @param selfCalls what a proxy thinks of its own node
     * @param ioThreads the threads that read and write the channels it dialled
     * @param peers the most instances of a service that it uses beside each other, 0 for all
     */
    public record Client(SelfCalls selfCalls, int ioThreads, int peers) {}

    /** What a proxy thinks of its own node where that serves the contract too. */
    public enum SelfCalls {
        /** As good as any other. */
        ALLOW,
        /** Only if there is no other. */
        AVOID,
        /** Before any other. */
        PREFER
    }

    /**
     * How this node serves others.
     *
     * @param ioThreads the threads that read and write the channels it accepted
     * @param threads the most threads that run beans
     * @param queue the most calls that wait for a thread; more are rejected
     * @param virtualThreads whether each call that would go to the pool has a virtual thread of its own instead; there
     *     are at most {@code threads + queue} at a time
     * @param limit how many of {@code threads + queue} calls are let in at a time
     */
    public record Server(int ioThreads, int threads, int queue, boolean virtualThreads, Limit limit) {}

    /** How many calls a provider lets in at a time. */
    public enum Limit {
        /** So many that they do not wait long for a thread. */
        ADAPTIVE,
        /** All that the threads and the queue have room for. */
        STATIC
    }

    /**
     * How nodes find each other.
     *
     * @param registry what keeps the list of nodes
     * @param name nodes of another name are strangers
     * @param host the address that the registry binds
     * @param port the port that the registry binds; 0 for the first free one from 5701 to 5710
     * @param members where other members may be, ranges of ports expanded
     * @param endpoints nodes that are known from the start; if there are any, no registry is started
     * @param grid how this node takes part in the grid
     */
    public record Cluster(
            Registry registry,
            String name,
            String host,
            int port,
            List<RpcConfigAddress> members,
            List<RpcConfigAddress> endpoints,
            Grid grid) {

        /** Whether Hazelcast is the registry. */
        public boolean usesHazelcast() {
            return registry == Registry.HAZELCAST && endpoints.isEmpty();
        }
    }

    /**
     * How a node takes part in the registry's grid.
     *
     * @param mode what the node is there; empty for given where the application has an instance, else member
     * @param join how members are found
     * @param options the settings of that, by Hazelcast's names
     * @param config the application's own Hazelcast configuration, a file or a resource
     * @param bean the name of the bean that is the given instance
     */
    public record Grid(
            Optional<Mode> mode,
            Join join,
            Map<String, String> options,
            Optional<String> config,
            Optional<String> bean) {

        /** Whether a given instance may be used. */
        public boolean takesGiven() {
            return mode.isEmpty() || mode.get() == Mode.GIVEN;
        }

        /** Whether it is a client's. */
        public boolean isClient() {
            return mode.isPresent() && mode.get() == Mode.CLIENT;
        }
    }

    /** What a node is in the registry's grid. */
    public enum Mode {
        /** An embedded member. */
        MEMBER,
        /** A client of a cluster that runs elsewhere. */
        CLIENT,
        /** What the application's instance is. */
        GIVEN
    }

    /** How members are found. */
    public enum Join {
        /** By the list of addresses and names. */
        LIST,
        /** By Hazelcast's discovery for Kubernetes. */
        KUBERNETES,
        /** By Hazelcast's multicast. */
        MULTICAST
    }

    /** What keeps the list of nodes. */
    public enum Registry {
        /** An embedded Hazelcast member. */
        HAZELCAST,
        /** Nothing: this node and the static endpoints are all there is. */
        NONE
    }

    /**
     * The budget for repeated attempts.
     *
     * @param percent of the calls
     * @param perSecond in addition
     * @param burst the most that is saved up
     */
    public record Retry(int percent, int perSecond, int burst) {}

    /**
     * What stands around all calls.
     *
     * @param logCalls whether each call is logged
     * @param forward the keys of attachments that go on from a served call to the calls that it makes
     * @param maxConcurrent the most calls of one contract that this node has under way; 0 for any number
     */
    public record Interception(boolean logCalls, List<String> forward, int maxConcurrent) {}

    /**
     * How the repeats of writes with a key are answered.
     *
     * @param keep how long an answer is kept behind the deadline of its call, from 1 s to 7 days
     * @param maxAnswer the most bytes of a result that is kept, from 256 B to 8 MiB
     * @param maxEntries about how many calls the cluster remembers at a time; more are refused
     */
    public record Idempotency(Duration keep, int maxAnswer, int maxEntries) {}

    /**
     * When the calls of a service are not even tried.
     *
     * @param enabled whether ever
     * @param failures the percentage of failed calls from which on they are not
     */
    public record Circuit(boolean enabled, int failures) {}

    /**
     * For one-way calls that could not be sent.
     *
     * @param queue the most that wait
     * @param keep how long each may
     */
    public record Failback(int queue, Duration keep) {}

    /**
     * What becomes of a start where releases of contracts do not fit.
     *
     * @param gate where what this node serves would break consumers that live
     * @param unmet where what this node needs is served by nobody
     */
    public record Versions(Verdict gate, Verdict unmet) {}

    /** What becomes of a start in which something was found. */
    public enum Verdict {
        /** It fails. */
        FAIL,
        /** It goes on, with a warning. */
        WARN,
        /** Nothing is looked for. */
        OFF
    }
}
