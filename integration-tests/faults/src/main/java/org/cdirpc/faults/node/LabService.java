package org.cdirpc.faults.node;

import java.util.concurrent.CompletionStage;
import org.cdirpc.Idempotent;
import org.cdirpc.OneWay;
import org.cdirpc.Remote;

/** What the lab calls. Every answer names the call that it answers, so that a misrouted one is seen. */
@Remote(name = "fault-lab")
public interface LabService {

    /** Runs so many milliseconds; must never run twice. */
    String write(long id, int millis);

    /** As {@link #write}, without making the caller's thread wait. */
    CompletionStage<String> writeAsync(long id, int millis);

    /** Runs so many milliseconds; may be repeated. */
    @Idempotent
    String read(long id, int millis);

    /** As {@link #read}, without making the caller's thread wait. */
    @Idempotent
    CompletionStage<String> readAsync(long id, int millis);

    /** Runs so many milliseconds, must never run twice, and nobody waits for it. */
    @OneWay
    void note(long id, int millis);

    /** Gives back what it got if that is what {@link Payload} makes for this id, or as much of that as it asks for. */
    @Idempotent
    CompletionStage<byte[]> echo(long id, byte[] payload);

    /** Answers on the I/O thread that read it; in no ledger. */
    CompletionStage<String> ping(long id);
}
