package org.cdirpc.transport.cbor;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An item taken apart, to be written in another way: with definite lengths, or with entries moved about. */
final class CborTree {

    private final byte[] leaf;
    private final int major;
    private final List<CborTree> children = new ArrayList<>();

    private CborTree(int major, byte[] leaf) {
        this.major = major;
        this.leaf = leaf;
    }

    static CborTree of(byte[] bytes) {
        return new Parser(bytes).item();
    }

    /** The same with definite lengths. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out);
        return out.toByteArray();
    }

    /** Drops, repeats, swaps, renames or replaces something in one map or array; answers whether there was any. */
    boolean disturb(Random random) {
        List<CborTree> containers = new ArrayList<>();
        collect(containers);
        if (containers.isEmpty()) {
            return false;
        }
        CborTree container = containers.get(random.nextInt(containers.size()));
        int step = container.major == 5 ? 2 : 1;
        List<CborTree> entries = container.children;
        int at = random.nextInt(entries.size() / step) * step;
        int other = random.nextInt(entries.size() / step) * step;
        switch (random.nextInt(6)) {
            case 0 -> entries.subList(at, at + step).clear();
            case 1 -> entries.addAll(other, new ArrayList<>(entries.subList(at, at + step)));
            case 2 -> {
                for (int i = 0; i < step; i++) {
                    CborTree moved = entries.set(at + i, entries.get(other + i));
                    entries.set(other + i, moved);
                }
            }
            case 3 -> {
                if (step == 2) {
                    entries.add(at, new CborTree(3, new byte[] {0x61, 'z'}));
                    entries.add(at + 1, entries.get(other + 1));
                } else {
                    entries.add(at, new CborTree(0, new byte[] {1}));
                }
            }
            case 4 -> entries.set(at + step - 1, new CborTree(7, new byte[] {(byte) 0xf6}));
            default ->
                entries.set(
                        at + step - 1,
                        containers.get(random.nextInt(containers.size())).copy());
        }
        return true;
    }

    private CborTree copy() {
        return of(bytes());
    }

    private void collect(List<CborTree> containers) {
        if ((major == 4 || major == 5) && !children.isEmpty()) {
            containers.add(this);
        }
        children.forEach(child -> child.collect(containers));
    }

    private void write(ByteArrayOutputStream out) {
        if (major == 4 || major == 5) {
            CborWriter head = new CborWriter(9);
            int n = children.size() / (major - 3);
            byte[] bytes = (major == 4 ? head.writeArray(n) : head.writeMap(n)).toByteArray();
            out.writeBytes(bytes);
        } else {
            out.writeBytes(leaf);
        }
        children.forEach(child -> child.write(out));
    }

    private static final class Parser {
        private final byte[] bytes;
        private int pos;

        Parser(byte[] bytes) {
            this.bytes = bytes;
        }

        CborTree item() {
            int start = pos;
            int head = bytes[pos++] & 0xff;
            int major = head >> 5;
            int info = head & 31;
            long argument = info;
            if (info >= 24 && info < 28) {
                argument = 0;
                for (int i = 0; i < 1 << (info - 24); i++) {
                    argument = argument << 8 | (bytes[pos++] & 0xff);
                }
            }
            if (major == 2 || major == 3) {
                pos += (int) argument;
            }
            CborTree tree = new CborTree(major, Arrays.copyOfRange(bytes, start, pos));
            if (major == 6) {
                tree.children.add(item());
            } else if (major == 4 || major == 5) {
                for (long n = info == 31 ? Long.MAX_VALUE : argument * (major - 3); n > 0; n--) {
                    if (info == 31 && bytes[pos] == (byte) 0xff) {
                        pos++;
                        break;
                    }
                    tree.children.add(item());
                }
            }
            return tree;
        }
    }
}
