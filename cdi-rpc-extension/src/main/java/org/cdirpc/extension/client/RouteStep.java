package org.cdirpc.extension.client;

import java.util.function.LongSupplier;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.routing.Pick;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.transport.channel.Answer;

/** Picks the instance, and gives the pick back with the attempt's outcome and time, exactly once. */
final class RouteStep {}
