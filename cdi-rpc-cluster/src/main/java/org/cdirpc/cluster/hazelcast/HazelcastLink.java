package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridLog.LOG;
import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.client.properties.ClientProperty;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.RegistryException;

/**
 * A client of a cluster that runs elsewhere, made here and ended here. It connects within a limit or not at all; once it
 * was connected it tries for ever, in the background, and whoever asks the grid meanwhile fails at once. Thread-safe.
 */
public final class HazelcastLink implements AutoCloseable {

    private final HazelcastInstance client;

    private HazelcastLink(HazelcastInstance client) {
        this.client = client;
    }

    /**
     * Connects.
     *
     * @throws RegistryException if the cluster is not reached in time; nothing of the client is left
     */
    public static HazelcastLink start(ClientSettings settings) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(settings.clusterName());
        for (Endpoint address : settings.addresses()) {
            config.getNetworkConfig().addAddress(address.toString());
        }
        settings.join().into(config.getNetworkConfig());
        config.getNetworkConfig().setConnectionTimeout(2000);
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setInitialBackoffMillis(200)
                .setMaxBackoffMillis(2000)
                .setMultiplier(1.5)
                .setJitter(0.2)
                .setClusterConnectTimeoutMillis(-1);
        set(config, ClientProperty.HEARTBEAT_INTERVAL, 1000);
        set(config, ClientProperty.HEARTBEAT_TIMEOUT, 5000);
        set(config, ClientProperty.INVOCATION_TIMEOUT_SECONDS, 5);
        set(config, ClientProperty.EVENT_THREAD_COUNT, 1);
        set(config, ClientProperty.RESPONSE_THREAD_COUNT, 1);
        set(config, ClientProperty.IO_INPUT_THREAD_COUNT, 1);
        set(config, ClientProperty.IO_OUTPUT_THREAD_COUNT, 1);
        set(config, ClientProperty.METRICS_ENABLED, false);
        config.setClassLoader(settings.classLoader());
        String through = settings.join().kind() == GridJoin.Kind.LIST
                ? settings.addresses().toString()
                : settings.join().toString();
        return connect(config, settings.connectMillis(), through);
    }

    /**
     * Connects by the application's own Hazelcast client configuration.
     *
     * @param file a file, or a resource of the class loader; YAML or XML by its name
     * @throws IllegalArgumentException if the file is not there or cannot be read
     * @throws RegistryException if the cluster is not reached in time; nothing of the client is left
     */
    public static HazelcastLink start(String file, long connectMillis, ClassLoader loader) {
        ClientConfig config = GridFile.client(file, loader);
        if (config.getClassLoader() == null) {
            config.setClassLoader(loader);
        }
        return connect(config, connectMillis, "the addresses of " + file);
    }

    private static HazelcastLink connect(ClientConfig config, long millis, String through) {
        CountDownLatch connected = new CountDownLatch(1);
        LifecycleListener listener = event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                connected.countDown();
            }
        };
        config.setInstanceName("cdi-rpc-" + UUID.randomUUID());
        config.addListenerConfig(new ListenerConfig(listener));
        config.getSerializationConfig().setJavaSerializationFilterConfig(DeserializationFilter.ofTheGrid());
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        quieten(config);
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        boolean up = false;
        try {
            up = connected.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!up) {
                client.shutdown();
            }
        }
        if (!up) {
            throw new RegistryException(MESSAGES.clusterNotReached(config.getClusterName(), millis, through), null);
        }
        LOG.clientUp(config.getClusterName(), client.getCluster().getMembers().size(), through);
        return new HazelcastLink(client);
    }

    /** A client's log cannot be listened to; what matters of it the directory says in its own words. */
    private static void quieten(ClientConfig config) {
        String type = ClusterProperty.LOGGING_TYPE.getName();
        if (!QuietLog.isLeftToTheApplication() && config.getProperty(type) == null) {
            config.setProperty(type, "none");
        }
    }

    private static void set(ClientConfig config, HazelcastProperty property, Object value) {
        config.setProperty(property.getName(), String.valueOf(value));
    }

    /** The grid's own handle, for a {@link HazelcastDirectory}. */
    public HazelcastInstance instance() {
        return client;
    }

    /** Disconnects. Idempotent; close directories over it first. */
    @Override
    public void close() {
        client.shutdown();
    }
}
