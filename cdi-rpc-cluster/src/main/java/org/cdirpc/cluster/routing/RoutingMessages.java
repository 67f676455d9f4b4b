package org.cdirpc.cluster.routing;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** What is wrong with a routing setting or with a caller of this package. */
@MessageBundle(projectCode = "CDIRPC", length = 6)
interface RoutingMessages {

    RoutingMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), RoutingMessages.class);

    @Message(
            id = 201500,
            value =
                    "balancer: '%s' (expected: one of %s); correct @RpcClient(balancer) or the configuration, or add the"
                            + " jar that brings this balancer")
    IllegalArgumentException unknownBalancer(String name, String known);

    @Message(
            id = 201501,
            value =
                    "balancer: '%s' is the name of both %s and %s (expected: one factory per name); rename or remove one"
                            + " of the two")
    IllegalArgumentException balancerTwice(String name, String first, String second);

    @Message(
            id = 201502,
            value =
                    "balancer: %s picked index %d of %d candidates (expected: from 0 to the size minus 1); choose another"
                            + " balancer until this one is mended")
    IllegalStateException badIndex(String balancer, int index, int size);

    @Message(
            id = 201503,
            value = "pick of %s: it was given back twice (expected: exactly once per pick); this is a fault of the code"
                    + " that sends calls, please report it")
    IllegalStateException givenBackTwice(String instanceId);

    @Message(
            id = 201504,
            value = "balancer: a factory could not be loaded (expected: every entry in"
                    + " META-INF/services/org.cdirpc.spi.BalancerFactory names a class that can be created); mend or"
                    + " remove that entry: %s")
    IllegalArgumentException brokenFactory(String detail);

    @Message(id = 201505, value = "outlier ejection: %s: %s (expected: from %s to %s); correct it in the configuration")
    IllegalArgumentException outlierSetting(String what, String value, String least, String most);

    @Message(
            id = 201506,
            value =
                    "zone spill: %s (expected: 1 or more, the factor by which the own zone may be busier than the others);"
                            + " correct it in the configuration")
    IllegalArgumentException zoneSpill(double value);

    @Message(id = 201507, value = "warm-up: %s (expected: from PT0S to PT24H); correct it in the configuration")
    IllegalArgumentException warmUp(String value);

    @Message(
            id = 201587,
            value = "peers: %s (expected: 0 for all, or how many instances of a service are used at most); correct"
                    + " cdirpc.client.peers")
    IllegalArgumentException subset(int most);
}
