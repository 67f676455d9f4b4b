package org.cdirpc.extension.cdi;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What can be wrong with an application. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface CdiMessages {

    CdiMessages TEXT = Messages.getBundle(MethodHandles.lookup(), CdiMessages.class);

    @Message(id = 330001, value = "%d to mend before this application can be deployed:%n%s")
    String problems(int count, String problems);

    @Message(
            id = 330002,
            value = "%s would be served by %s (expected: one bean; make one an @Alternative with @Priority, take the"
                    + " contract out of the others' types with @Typed, or merge them)")
    String ambiguous(String contract, String beans);

    @Message(
            id = 330003,
            value = "%s: @RpcClient on %s, which is no contract (expected: an interface with @Remote, or Instance or"
                    + " Provider of one; put @Remote on the interface or remove @RpcClient)")
    String noContract(String where, String type);

    @Message(
            id = 330004,
            value = "%s: @RpcClient(version = \"%s\") (expected: the oldest version that will do, major.minor or"
                    + " major.minor.patch, each from 0 to 65535, such as \"1.2\"; or a range that some version"
                    + " lies in, such as \"[1.2,1.4)\", \"[1.2,3)\" or \"[1.2]\"; or nothing for the contract's"
                    + " own)")
    String badVersion(String where, String version);

    @Message(
            id = 330005,
            value = "%s: @RpcClient(timeoutMillis = %d) (expected: from 1 to 86400000, or 0 for the contract's own)")
    String badTimeout(String where, long timeoutMillis);

    @Message(
            id = 330006,
            value =
                    "%s: @RpcClient(balancer = \"%s\") (expected: one of %s, or a BalancerFactory of that name listed in"
                            + " META-INF/services)")
    String unknownBalancer(String where, String balancer, String known);

    @Message(
            id = 330007,
            value = "%s would be served by %s in @%s, but a remote call has no such context (expected:"
                    + " @ApplicationScoped, @RequestScoped, @Singleton or @Dependent; or take the contract out of the"
                    + " bean's types with @Typed)")
    String scopeOfAClient(String contract, String bean, String scope);

    @Message(
            id = 330008,
            value = "%s would be served by %s, a stateful session bean, but remote beans keep no state for a caller"
                    + " (expected: @Stateless or @Singleton; or take the contract out of the bean's types with @Typed)")
    String stateful(String contract, String bean);

    @Message(
            id = 330009,
            value = "cdi-rpc was loaded by %s and is used by several modules: %s (expected: a copy in each module; move"
                    + " its jar from the enterprise archive's lib to WEB-INF/lib of each web archive, and leave only"
                    + " the api beside the contracts)")
    String sharedExtension(String own, String modules);

    @Message(
            id = 330010,
            value = "%s cannot be called yet: the node of this application has not started (expected: a call from"
                    + " jakarta.enterprise.event.Startup on, or at any time once the application is up)")
    String notStarted(String contract);

    @Message(id = 330011, value = "%s cannot be called: the node of this application did not start: %s")
    String startFailed(String contract, String problems);

    @Message(
            id = 330012,
            value = "%s cannot be called: cdirpc.enabled is false (expected: true, which is the default, for remote"
                    + " calls)")
    String disabled(String contract);

    @Message(id = 330013, value = "%s cannot be called any more: this application is being stopped")
    String stopped(String contract);

    @Message(
            id = 330014,
            value = "the node did not start within %d s; its thread was in %s (expected: see whether the addresses of"
                    + " cdirpc.cluster.members can be reached)")
    String startTimedOut(long seconds, String frame);

    @Message(id = 330015, value = "the node did not start: %s")
    String startFault(String fault);

    @Message(
            id = 330016,
            value = "%s each give a HazelcastInstance (expected: one without qualifier, to be the node's registry; give"
                    + " the others a qualifier, or name one with cdirpc.cluster.bean)")
    String severalHazelcasts(String beans);

    @Message(id = 330017, value = "no remote call is served by this thread, so it has no request context of one")
    String noRequest();

    @Message(
            id = 330018,
            value = "%s runs around it without being @NonBlocking (expected: @NonBlocking on that class too if it never"
                    + " waits, else no promise on the bean)")
    String linkBlocks(String link);

    @Message(
            id = 330019,
            value = "which interceptor is bound by @%s cannot be seen from here (expected: one that is enabled by"
                    + " @Priority, and itself @NonBlocking; or no such binding on the bean)")
    String interceptorUnknown(String binding);

    @Message(
            id = 330020,
            value = "it is a session bean, around which its container waits for locks, instances and transactions"
                    + " (expected: a CDI bean)")
    String sessionBeanBlocks();

    @Message(
            id = 330021,
            value =
                    "its own interceptor method %s does not promise it (expected: @NonBlocking on the bean's class or on"
                            + " that method)")
    String ownInterceptorBlocks(String method);

    @Message(
            id = 330022,
            value = "the container cannot tell what runs around it: %s (expected: bindings that it can resolve)")
    String linksUnknown(String fault);

    @Message(
            id = 330023,
            value =
                    "%s was not sent again: the try before it was given up and may still run (expected: @Idempotent on a"
                            + " method that may run twice; or a time limit of the call itself, whose end tells how far it got)")
    String tryUnderWay(String method);

    @Message(id = 330024, value = "%s has two beans that are %s: %s and %s (expected: one; remove the other)")
    String standInTwice(String contract, String role, String first, String second);

    @Message(
            id = 330060,
            value = "%s cannot be called: this application serves and injects no remote contract, so it has no node"
                    + " (expected: a contract that is injected or implemented by a bean)")
    String noContracts(String contract);

    @Message(
            id = 330070,
            value =
                    "cdirpc.cluster.bean: \"%s\" is no HazelcastInstance bean of this application (expected: the @Named name of"
                            + " one; there are those of names %s)")
    String noHazelcast(String wanted, String names);
}
