package org.cdirpc.faults.node;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mapped file with an entry of three numbers for each execution: call id, begin, end, in nanoseconds. What is written
 * belongs to the operating system at once and outlives the process, however that ends. Entries are written without a
 * lock: threads that wait for one while a machine is busy would be what the lab measures. Thread-safe.
 */
public final class Ledger {

    /** How many executions one start of a provider may enter. The file is sparse: it takes what is used. */
    private static final int CAPACITY = 6_000_000;

    private static final int ENTRY = 3 * Long.BYTES;

    /** So many empty entries in a row are the end: more threads cannot have been killed between claim and entry. */
    private static final int END = 20_000;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer entries;
    private final AtomicInteger used = new AtomicInteger();

    private Ledger(ByteBuffer entries) {
        this.entries = entries;
    }

    /** Makes a file of this name. */
    public static Ledger create(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Ledger(file.map(FileChannel.MapMode.READ_WRITE, 0, (long) CAPACITY * ENTRY));
        }
    }

    /** An execution begins; returns its entry. */
    public int begin(long id) {
        int entry = used.getAndIncrement();
        if (entry >= CAPACITY) {
            throw new IllegalStateException("the ledger is full: " + CAPACITY + " executions");
        }
        // The id last: an entry counts once it has one.
        LONG.setRelease(entries, entry * ENTRY + Long.BYTES, System.nanoTime());
        LONG.setRelease(entries, entry * ENTRY, id);
        return entry;
    }

    /** It ends, in whatever way. */
    public void end(int entry) {
        LONG.setRelease(entries, entry * ENTRY + 2 * Long.BYTES, System.nanoTime());
    }

    /**
     * One execution.
     *
     * @param id of the call, never 0
     * @param begin when it began
     * @param end when it ended; 0 if the ledger does not say
     */
    public record Entry(long id, long begin, long end) {}

    /** Whether there is any entry yet. */
    public static boolean hasAny(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() == 0) {
                return false;
            }
            ByteBuffer first = file.map(FileChannel.MapMode.READ_ONLY, 0, ENTRY);
            return (long) LONG.getAcquire(first, 0) != 0;
        }
    }

    /** What it holds by now; its process may be running, or dead. */
    public static List<Entry> read(Path path) throws IOException {
        List<Entry> all = new ArrayList<>();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer entries = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            int empty = 0;
            for (int at = 0; at + ENTRY <= entries.capacity() && empty < END; at += ENTRY) {
                long id = (long) LONG.getAcquire(entries, at);
                if (id == 0) {
                    empty++;
                } else {
                    empty = 0;
                    all.add(new Entry(id, (long) LONG.getAcquire(entries, at + Long.BYTES), (long)
                            LONG.getAcquire(entries, at + 2 * Long.BYTES)));
                }
            }
        }
        return all;
    }
}
