package org.cdirpc;

import org.cdirpc.RpcControl.Lasting;
import org.cdirpc.RpcControl.Part;

/**
 * What {@link RpcControl} does, as a CDI event: for what notices that a node should leave service without knowing who runs
 * it, such as a check of a database.
 *
 * <pre>{@code
 * @Inject Event<RpcCommand> commands;
 *
 * commands.fire(RpcCommand.withdraw("no database"));                       // this start of this node
 * commands.fire(RpcCommand.putBack());
 * commands.fireAsync(new RpcCommand.Withdraw(
 *         "shop-3", Part.of(Orders.class), Lasting.UNTIL_ENDED, "wrong prices"));
 * }</pre>
 *
 * <p>{@code fire} returns when it is done, and throws what the method of {@link RpcControl} throws; {@code fireAsync} asks
 * the cluster on a thread of the container's, and its stage completes exceptionally then, with that exception as the cause
 * or among the suppressed ones, as the container has it. Observers of the application are told as well, in the order of
 * their priorities: those of this library have {@code LIBRARY_BEFORE}, so that others see what has been done. An application
 * without a node fails too, and says why there is none.
 *
 * <p>An event that nobody observes is lost silently: without cdi-rpc in the application nothing happens.
 */
public sealed interface RpcCommand {

    /** The name that stands for this node. */
    String OWN = "";

    /** Takes this start of this node out of service. */
    static RpcCommand withdraw(String reason) {
        return new Withdraw(OWN, Part.WHOLE, Lasting.THIS_START, reason);
    }

    /** Puts this node back as a whole, however it was withdrawn. */
    static RpcCommand putBack() {
        return new PutBack(OWN, Part.WHOLE);
    }

    /** Announces this node, where that is left to the application. */
    static RpcCommand ready() {
        return new Ready();
    }

    /**
     * As {@link RpcControl.Node#withdraw(Part, Lasting, String)}.
     *
     * @param node the name of a node or the id of one start of it; {@link #OWN} for this one
     */
    record Withdraw(String node, Part part, Lasting lasting, String reason) implements RpcCommand {}

    /**
     * As {@link RpcControl.Node#putBack(Part)}.
     *
     * @param node as for {@link Withdraw}
     */
    record PutBack(String node, Part part) implements RpcCommand {}

    /**
     * As {@link RpcControl.Node#weigh}.
     *
     * @param node as for {@link Withdraw}
     */
    record Weigh(String node, Part part, int weight, Lasting lasting) implements RpcCommand {}

    /**
     * As {@link RpcControl.Node#weighAsConfigured}.
     *
     * @param node as for {@link Withdraw}
     */
    record WeighAsConfigured(String node, Part part) implements RpcCommand {}

    /** As {@link RpcControl#ready}. */
    record Ready() implements RpcCommand {}
}
