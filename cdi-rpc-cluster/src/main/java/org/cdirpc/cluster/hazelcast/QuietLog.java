package org.cdirpc.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LogListener;
import com.hazelcast.spi.properties.ClusterProperty;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The grid's own log, in the application's logging under the grid's own categories, where what it calls information is
 * DEBUG: about sixty lines for each start that an operator of the application has no use for. Warnings stay warnings.
 *
 * <p>Made by a listener of the one instance, so that nothing is set for others in the JVM; FINE and below are not passed
 * on. With a {@code hazelcast.logging.type} or {@code hazelcast.logging.class} of the application's, as a system property
 * or in its configuration file, the grid logs as that says, and loudly.
 */
final class QuietLog implements LifecycleListener, HazelcastInstanceAware, LogListener {

    private volatile @Nullable HazelcastInstance instance;

    private QuietLog() {}

    /** Makes it so, unless the application says otherwise. */
    static void in(Config config) {
        String type = ClusterProperty.LOGGING_TYPE.getName();
        if (isLeftToTheApplication() || config.getProperty(type) != null) {
            return;
        }
        config.setProperty(type, "none");
        config.addListenerConfig(new ListenerConfig(new QuietLog()));
    }

    /** Whether the process says where the grid logs to. */
    static boolean isLeftToTheApplication() {
        return System.getProperty(ClusterProperty.LOGGING_TYPE.getName()) != null
                || System.getProperty("hazelcast.logging.class") != null;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance given) {
        instance = given;
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        HazelcastInstance mine = instance;
        if (event.getState() == LifecycleEvent.LifecycleState.STARTING && mine != null) {
            mine.getLoggingService().addLogListener(Level.INFO, this);
        }
    }

    @Override
    public void log(LogEvent event) {
        LogRecord record = event.getLogRecord();
        Logger logger = Logger.getLogger(record.getLoggerName());
        logger.log(levelOf(record.getLevel()), record.getMessage(), record.getThrown());
    }

    private static Logger.Level levelOf(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return Logger.Level.ERROR;
        }
        return level.intValue() >= Level.WARNING.intValue() ? Logger.Level.WARN : Logger.Level.DEBUG;
    }
}
