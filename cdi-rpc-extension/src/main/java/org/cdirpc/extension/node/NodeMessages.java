package org.cdirpc.extension.node;

import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

@MessageBundle(projectCode = "CDIRPC", length = 6)
interface NodeMessages {

    NodeMessages TEXT = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), NodeMessages.class);

    @Message(
            id = 360010,
            value =
                    "node %s cannot listen on %s:%d: %s (expected: a free port of this machine; stop what uses it, or set"
                            + " cdirpc.port to another or to 0 for any free one)")
    String cannotListen(String node, String host, int port, String reason);

    @Message(id = 360011, value = "node %s cannot join its cluster: %s")
    String cannotJoin(String node, String reason);

    @Message(
            id = 360012,
            value = "%s is exported twice, by %s and by %s (expected: one bean for a contract; drop one export)")
    String exportedTwice(String contract, String one, String other);

    @Message(id = 360013, value = "%s does not implement %s (expected: an object of the contract's type)")
    String notOfType(String object, String contract);

    @Message(id = 360014, value = "node %s cannot start: %s")
    String cannotStart(String node, String reason);

    @Message(
            id = 360015,
            value = "interceptor %s stands around nothing (expected: it implements RpcClientInterceptor,"
                    + " RpcAttemptInterceptor or RpcServerInterceptor)")
    String interceptorOfNoKind(String type);

    @Message(
            id = 360030,
            value =
                    "cdirpc.service.%s.cluster-max-per-second: node %s has a fixed list of endpoints and knows no other"
                            + " provider (expected: a registry, so no cdirpc.endpoints; or max-per-second, which is per provider)")
    String noClusterForRate(String service, String node);
}
