package org.cdirpc.extension.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the nodes of a test log, from information on. */
public final class NodeLogs extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.cdirpc.node");
    private final Level before = logger.getLevel();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Listens from now on. */
    public NodeLogs() {
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    /** The messages with this id, so far. */
    public List<String> of(String id) {
        return records.stream()
                .map(LogRecord::getMessage)
                .filter(message -> message.contains("CDIRPC" + id))
                .toList();
    }

    /** The only message with this id, once it is there; the test's time limit ends the wait. */
    public String await(String id) {
        while (of(id).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(of(id)).hasSize(1);
        return of(id).get(0);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
