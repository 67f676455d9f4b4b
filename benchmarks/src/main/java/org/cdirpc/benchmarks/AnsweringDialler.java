package org.cdirpc.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.transport.channel.DialOutcome;
import org.cdirpc.transport.channel.DialRequest;
import org.cdirpc.transport.channel.Dialler;
import org.cdirpc.transport.channel.Link;
import org.cdirpc.transport.channel.LinkHandler;
import org.cdirpc.transport.channel.NodeIdentity;
import org.cdirpc.transport.frame.FrameBuffer;
import org.cdirpc.transport.frame.FrameHeader;
import org.cdirpc.transport.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * Links without an other side: every call is answered with its one argument, either inside the write that brings it or,
 * while answers are held, when {@link #release} says so, all as one read. It allocates next to nothing for a call, so
 * that what is measured is the caller's side alone. For one calling thread.
 */
final class AnsweringDialler implements Dialler {

    /** The head of an array of one argument. */
    private static final int ARGUMENTS_HEAD = 1;

    private static final int ROOM = 64 << 10;

    private final byte[] bound = new BindAnswer("1.0", "", Map.of(), List.of()).encode();
    private final List<Answering> links = new CopyOnWriteArrayList<>();
    private boolean holds;

    @Override
    public Dial dial(DialRequest request, DialOutcome outcome) {
        Answering link = new Answering();
        links.add(link);
        link.opened(outcome.opened(link, new NodeIdentity("provider", "instance-" + links.size()), 0));
        return () -> {};
    }

    /** From now on answers wait for {@link #release}. */
    void hold() {
        holds = true;
    }

    /** Hands over what was answered since the last time. */
    void release() {
        links.forEach(Answering::release);
    }

    @Override
    public void close() {
        links.forEach(Answering::close);
    }

    private final class Answering implements Link {

        private final FrameBuffer answers = new FrameBuffer(ROOM);
        private @Nullable LinkHandler handler;
        private boolean ended;

        void opened(LinkHandler opened) {
            handler = opened;
            release();
        }

        void release() {
            LinkHandler to = handler;
            if (to != null && answers.count() > 0) {
                to.readable();
            }
        }

        @Override
        public int read(ByteBuffer bytes) {
            int count = answers.count();
            bytes.put(answers.array(), 0, count);
            answers.clear(ROOM);
            return count;
        }

        @Override
        public boolean awaitReadable(long nanos) {
            return false;
        }

        @Override
        public void wakeReader() {}

        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            while (bytes.hasRemaining()) {
                int at = bytes.position();
                int end = at + 4 + bytes.getInt(at);
                FrameType type = FrameType.ofWireId(bytes.get(at + 4));
                int id = bytes.getInt(at + 8);
                if (type == FrameType.BIND) {
                    answers.header(FrameHeader.of(FrameType.BOUND, 0, 0, id), bound.length);
                    answers.put(bound, 0, bound.length);
                } else if (type == FrameType.CALL) {
                    bytes.position(at + FrameHeader.encodedBytes(type) + ARGUMENTS_HEAD);
                    byte[] argument = new byte[end - bytes.position()];
                    bytes.get(argument);
                    answers.header(FrameHeader.of(FrameType.REPLY, 0, 0, id), argument.length);
                    answers.put(argument, 0, argument.length);
                }
                bytes.position(end);
            }
            if (!holds) {
                release();
            }
            return count;
        }

        @Override
        public void awaitWritable() {}

        @Override
        public void reading(boolean on) {}

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void finish() {}

        @Override
        public void close() {
            LinkHandler to = handler;
            if (to != null && !ended) {
                ended = true;
                to.ended(null);
            }
        }

        @Override
        public String remote() {
            return "nowhere:1";
        }
    }
}
