package org.cdirpc.faults.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cdirpc.NonBlocking;

/** Serves the lab's calls and enters each execution in the ledger. */
public final class LabBean implements LabService {

    private final Ledger ledger;

    /** A bean with this ledger. */
    public LabBean(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String write(long id, int millis) {
        return run(id, millis);
    }

    @Override
    public CompletionStage<String> writeAsync(long id, int millis) {
        return CompletableFuture.completedFuture(run(id, millis));
    }

    @Override
    public String read(long id, int millis) {
        return run(id, millis);
    }

    @Override
    public CompletionStage<String> readAsync(long id, int millis) {
        return CompletableFuture.completedFuture(run(id, millis));
    }

    @Override
    public void note(long id, int millis) {
        run(id, millis);
    }

    @Override
    public CompletionStage<byte[]> echo(long id, byte[] payload) {
        int entry = ledger.begin(id);
        try {
            byte[] answer = Payload.answer(id, payload);
            if (answer == null) {
                throw new IllegalStateException("call " + id + ": " + payload.length + " bytes that are not its own");
            }
            return CompletableFuture.completedFuture(answer);
        } finally {
            ledger.end(entry);
        }
    }

    @Override
    @NonBlocking
    public CompletionStage<String> ping(long id) {
        return CompletableFuture.completedFuture(String.valueOf(id));
    }

    /** The work is waiting, so that capacity is a matter of threads and not of this machine's processors. */
    private String run(long id, int millis) {
        int entry = ledger.begin(id);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("call " + id + " was interrupted", cancelled);
        } finally {
            ledger.end(entry);
        }
        return String.valueOf(id);
    }
}
