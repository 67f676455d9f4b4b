package org.cdirpc;

import java.time.Instant;
import java.util.List;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/**
 * Takes instances out of service and puts them back while they run, one's own and others', and says how this node is. An
 * application gets it by {@code @Inject RpcControl}, others from their node.
 *
 * <pre>{@code
 * control.own().withdraw("warming the cache");                    // this start of this node
 * control.own().putBack();
 * control.of("shop-3").maintenance("new disks");                  // another node, over its restarts
 * control.of("shop-3").withdraw(Part.of(Orders.class), Lasting.THIS_START, "wrong prices");
 * control.of("shop-3").weigh(Part.WHOLE, 10, Lasting.THIS_START);
 * }</pre>
 *
 * <p>What is withdrawn gets no calls from anyone who sees the registry, and callers do not notice: those under way finish,
 * and those that arrive until everybody knows are answered as ever. The node itself need not answer, so one that hangs can
 * be withdrawn too. It stays announced, with its channels open, and is back at full share at once. Where nobody else
 * serves a service, its calls fail, and say that it is withdrawn.
 *
 * <p>With a static list of endpoints there is no registry: what is said there holds for the calls of this node alone.
 *
 * <p>Thread-safe. Whoever changes something asks the cluster: that may wait, at most some seconds, and fails where a
 * blocking call would, so on an I/O thread that serves a {@link NonBlocking} method. Questions are answered from what is
 * known, and never wait.
 */
public interface RpcControl {

    /** This node, whether it is announced or not. */
    Node own();

    /**
     * A node.
     *
     * @param node its name, which may be that of several instances, or the id of one start of it. It need not be known
     *     now: what lasts over restarts can be said of a node that is down
     * @throws IllegalArgumentException if it can be no name: it is empty, has more than 256 characters, or control
     *     characters
     */
    Node of(String node);

    /** Everything that is overridden in the cluster, in the order of names. Known already; does not wait. */
    List<Overridden> overrides();

    /** How this node is now. Does not wait. */
    RpcHealth health();

    /**
     * Announces this node, where {@code cdirpc.node.announce} is {@code manual}: it has prepared what its beans need, and
     * others may call them. Returns when the registry knows; nothing happens if it is announced already.
     *
     * @throws RpcUnavailableException if the registry does not answer, or the node stops; it is then not announced, and
     *     this can be called again
     * @throws RpcContractException on an I/O thread, as any blocking call
     */
    void ready();

    /** How long something lasts. */
    enum Lasting {
        /** As long as the instances that there are now; a node that restarts is back in service. */
        THIS_START,
        /**
         * Until it is taken back, whatever restarts meanwhile: of a node whose {@code cdirpc.node.name} is set, and as long as the
         * registry's grid has a member.
         */
        UNTIL_ENDED
    }

    /** What can be overridden. */
    enum Kind {
        /** It gets no calls. */
        WITHDRAWN,
        /** It gets another share of the calls than it says itself. */
        WEIGHT
    }

    /** A node, by its name or by the id of one start. */
    interface Node {

        /** The name or id. */
        String name();

        /**
         * Takes a part out of service; one that is out already, lasting as long, gets the new reason.
         *
         * @param reason for people, in logs and in callers' messages; at most 200 characters, none a control character
         * @throws IllegalArgumentException if the reason is out of its range, or for {@link Lasting#THIS_START} no such
         *     instance is known
         * @throws RpcUnavailableException if the cluster does not answer; it may be withdrawn all the same
         * @throws RpcContractException on an I/O thread, as any blocking call
         */
        void withdraw(Part part, Lasting lasting, String reason);

        /** Takes all of it out of service, until it restarts or is put back; else as the other one. */
        default void withdraw(String reason) {
            withdraw(Part.WHOLE, Lasting.THIS_START, reason);
        }

        /** Takes all of it out of service, over its restarts, until it is put back; else as the other one. */
        default void maintenance(String reason) {
            withdraw(Part.WHOLE, Lasting.UNTIL_ENDED, reason);
        }

        /**
         * Puts back what was withdrawn as this part, however long it was to last; what was withdrawn as another part, of a
         * service or one of its versions, stays withdrawn.
         *
         * @throws RpcUnavailableException if the cluster does not answer; it may be back all the same
         * @throws RpcContractException on an I/O thread, as any blocking call
         */
        void putBack(Part part);

        /** Puts back the instance as a whole; else as the other one. */
        default void putBack() {
            putBack(Part.WHOLE);
        }

        /**
         * Changes the share of calls that it gets relative to others. That of a service goes before that of the whole, and
         * what is said of this start before what is said of the node.
         *
         * @param part the whole, or a service; not a version, for which there are canary rules
         * @param weight from 1 to 1000; 100 is what a node has by default
         * @throws IllegalArgumentException if the weight is out of its range, the part is a version, or for
         *     {@link Lasting#THIS_START} no such instance is known
         * @throws RpcUnavailableException if the cluster does not answer; it may be changed all the same
         * @throws RpcContractException on an I/O thread, as any blocking call
         */
        void weigh(Part part, int weight, Lasting lasting);

        /**
         * Gives it back the share that it asks for itself, however long the other one was to last.
         *
         * @throws RpcUnavailableException if the cluster does not answer; it may be changed all the same
         * @throws RpcContractException on an I/O thread, as any blocking call
         */
        void weighAsConfigured(Part part);

        /** Whether it gets no calls of a part, as known now: all of its instances, if it has several. */
        boolean isWithdrawn(Part part);

        /** What is overridden of it, as known now. */
        List<Overridden> overrides();
    }

    /**
     * What of an instance is meant. Immutable.
     *
     * @param service the service's name; empty for the whole instance
     * @param group its group; empty for the nameless one
     * @param version one version of it; null for all
     */
    record Part(String service, String group, @Nullable Version version) {

        /** The whole instance. */
        public static final Part WHOLE = new Part("", "", null);

        /** A service in the nameless group, in all versions. */
        public static Part of(String service) {
            return new Part(service, "", null);
        }

        /**
         * A contract's service, in its group and in all versions.
         *
         * @throws IllegalArgumentException if the class is no contract
         */
        public static Part of(Class<?> contract) {
            return new Part(
                    ServiceNames.of(contract), ServiceNames.remoteOf(contract).group(), null);
        }

        /** The same service in another group. */
        public Part in(String otherGroup) {
            return new Part(service, otherGroup, version);
        }

        /** One version of the service. */
        public Part version(String only) {
            return new Part(service, group, Version.parse(only));
        }
    }

    /**
     * Something that is overridden.
     *
     * @param node the name of the node, or the id of one start of it
     * @param lasting whether it is the node, over restarts, or one start
     * @param part what of it
     * @param kind what is overridden
     * @param weight the share of calls; 0 if it is withdrawn
     * @param reason what the operator said; may be empty
     * @param by the node through which it was said
     * @param since when, by that node's clock
     */
    record Overridden(
            String node, Lasting lasting, Part part, Kind kind, int weight, String reason, String by, Instant since) {}
}
