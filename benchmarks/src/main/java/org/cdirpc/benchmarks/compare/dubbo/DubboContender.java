package org.cdirpc.benchmarks.compare.dubbo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.model.FrameworkModel;
import org.cdirpc.benchmarks.compare.Client;
import org.cdirpc.benchmarks.compare.Contender;

/**
 * Apache Dubbo set up through its API, without Spring, a registry, a configuration or metadata centre, metrics or the QoS
 * console: a reference with the server's address. What is not set below has Dubbo's default, on both sides: one shared
 * connection, 200 server threads and dispatch of every message to them, the JDK's epoll through Netty's NIO transport,
 * payloads up to 8 MiB, and strict checks of the classes that are deserialized. Those checks trust the classes that the
 * interface's methods mention and their fields' by themselves ({@code autoTrustSerializeClass}, on by default), so the
 * workload needs no list of its own.
 *
 * <p>What is set, and why:
 *
 * <ul>
 *   <li>{@code queues}: the default pool has no queue and refuses the 201st concurrent call ("thread pool is EXHAUSTED");
 *       the workload keeps 256 in flight. The queue is never full here; there are still 200 threads to empty it.
 *   <li>{@code timeout} and {@code connect.timeout}: the defaults of one and three seconds void a run when a slow machine
 *       pauses; nothing takes that long otherwise.
 *   <li>{@code shutwait}: nothing is under way when a run ends, so the default of ten seconds would only be waited for.
 *   <li>{@code retries}: none, so that a failure shows instead of being repeated; without failures it changes nothing.
 *   <li>{@code serialization}: what the contender is called after, where it is; on both sides.
 * </ul>
 */
abstract class DubboContender implements Contender {

    // Held, since the JDK keeps levels of referenced loggers only. Dubbo reports its whole configuration at INFO; "safe
    // guard client" at WARNING when a client closes is its own, and harmless.
    private static final Logger LOG = Logger.getLogger("org.apache.dubbo");

    // 127.0.0.1 in the notation of one number that java.net.Inet4Address documents. Dubbo takes a host that begins with
    // "127." for a mistake: a server would listen on all addresses, and a client would connect to another of this host.
    private static final String LOOPBACK = "2130706433";

    private static final int QUEUES = 10_000;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int SHUTDOWN_MILLIS = 100;

    private final String name;
    private final String protocol;
    private final String serialization;

    /** @param serialization the name of the serialization, or empty for the protocol's default */
    DubboContender(String name, String protocol, String serialization) {
        this.name = name;
        this.protocol = protocol;
        this.serialization = serialization;
        LOG.setLevel(Level.WARNING);
        System.setProperty("dubbo.application.logger", "slf4j");
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Server serve() throws IOException {
        ProtocolConfig listener = new ProtocolConfig(protocol);
        listener.setHost(LOOPBACK);
        listener.setPort(freePort());
        listener.setQueues(QUEUES);
        if (!serialization.isEmpty()) {
            listener.setSerialization(serialization);
        }
        ServiceConfig<AsyncOrderService> service = new ServiceConfig<>();
        service.setInterface(AsyncOrderService.class);
        service.setRef(new AsyncOrderServiceBean());

        FrameworkModel framework = new FrameworkModel();
        bootstrap(framework, "orders-server")
                .protocol(listener)
                .service(service)
                .start();
        return new DubboServer(listener.getPort(), framework);
    }

    @Override
    public final Client connect(int port) {
        ReferenceConfig<AsyncOrderService> reference = new ReferenceConfig<>();
        reference.setInterface(AsyncOrderService.class);
        String parameters = "?connect.timeout=" + TIMEOUT_MILLIS;
        if (!serialization.isEmpty()) {
            parameters += "&serialization=" + serialization;
        }
        reference.setUrl(protocol + "://" + LOOPBACK + ":" + port + parameters);
        reference.setTimeout(TIMEOUT_MILLIS);
        reference.setRetries(0);

        FrameworkModel framework = new FrameworkModel();
        bootstrap(framework, "orders-client").reference(reference).start();
        return new DubboClient(reference.get(), reference, framework);
    }

    /** An application in a framework of its own: two in one JVM share nothing, and do not call each other directly. */
    private static DubboBootstrap bootstrap(FrameworkModel framework, String application) {
        ApplicationConfig config = new ApplicationConfig(application);
        config.setQosEnable(false);
        config.setShutwait(Integer.toString(SHUTDOWN_MILLIS));
        return DubboBootstrap.getInstance(framework.newApplication())
                .application(config)
                .registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
    }

    /** Dubbo looks for free ports from 20880 on and warns of it; the kernel's choice is less likely to be taken by others. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
