package org.cdirpc.benchmarks.compare.costs;

import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.Peer;

/** Binds {@link CostDesk} on channels that no proxy made. */
final class PingBinding implements Binding {

    private final ContractCodec codec = ContractCodec.of(
            Contract.read(CostDesk.class).contract().orElseThrow(), new CborMapping(CborLimits.DEFAULT), 1 << 20);
    private final MethodCodec ping = codec.methods().stream()
            .filter(method -> method.method().signature().name().equals("ping"))
            .findFirst()
            .orElseThrow();

    /** The index of its ping. */
    int index() {
        return ping.method().index();
    }

    /** The arguments of a ping. */
    byte[] ping() {
        return ping.encodeArguments(new Object[] {"hello"}).toByteArray();
    }

    @Override
    public int methods() {
        return codec.methods().size();
    }

    @Override
    public byte[] bindBody(int firstMethodId, long capabilities) {
        return BindRequest.of(firstMethodId, codec, "", codec.contract().version(), false)
                .encode();
    }

    @Override
    public boolean[] bound(Peer peer, byte[] body) {
        return new boolean[0];
    }
}
