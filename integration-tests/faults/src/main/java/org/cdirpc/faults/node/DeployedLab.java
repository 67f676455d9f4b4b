package org.cdirpc.faults.node;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.cdirpc.NonBlocking;

/** The lab's bean in a CDI application; its ledger is the one that {@value #LEDGER} names when the application starts. */
@ApplicationScoped
public class DeployedLab implements LabService {

    /** The system property with the path of the ledger, which is made. */
    static final String LEDGER = "faults.ledger";

    @SuppressWarnings("NullAway.Init")
    private LabBean bean;

    /** Not in the constructor, which a container may also call for its proxy. */
    @PostConstruct
    void open() {
        try {
            bean = new LabBean(Ledger.create(Path.of(System.getProperty(LEDGER))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String write(long id, int millis) {
        return bean.write(id, millis);
    }

    @Override
    public CompletionStage<String> writeAsync(long id, int millis) {
        return bean.writeAsync(id, millis);
    }

    @Override
    public String read(long id, int millis) {
        return bean.read(id, millis);
    }

    @Override
    public CompletionStage<String> readAsync(long id, int millis) {
        return bean.readAsync(id, millis);
    }

    @Override
    public void note(long id, int millis) {
        bean.note(id, millis);
    }

    @Override
    public CompletionStage<byte[]> echo(long id, byte[] payload) {
        return bean.echo(id, payload);
    }

    @Override
    @NonBlocking
    public CompletionStage<String> ping(long id) {
        return bean.ping(id);
    }
}
