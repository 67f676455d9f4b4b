package org.cdirpc.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameReader;
import org.cdirpc.transport.frame.FrameType;
import org.cdirpc.transport.frame.ProtocolViolation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a frame costs, in batches as they are sent and read: appended to a buffer, and cut from what was read. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

    private static final int BATCH = 32;

    /** Of the payload, in bytes: about a ping, and an order by position. */
    @Param({"8", "280"})
    public int size;

    private final FrameBuffer out = new FrameBuffer(64 << 10);
    private final FrameReader reader = new FrameReader(true, true);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(64 << 10);
    private final byte[] payload = new byte[1 << 10];

    /** A batch of calls, as a channel appends and copies it for one write. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int write() {
        fill();
        return direct.position();
    }

    /** The same, and cut into frames again as the other side does. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void writeAndRead(Blackhole sink) throws ProtocolViolation {
        fill();
        reader.feed(direct.flip(), (header, bytes) -> sink.consume(header.id() + bytes.remaining()));
    }

    private void fill() {
        out.clear(64 << 10);
        for (int id = 1; id <= BATCH; id++) {
            out.header(new FrameHeader(FrameType.CALL, 0, 1, id, 3_000, 17), size);
            out.put(payload, 0, size);
        }
        out.copyTo(direct.clear(), 0, out.count());
    }
}
