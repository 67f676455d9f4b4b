package org.cdirpc.extension.client;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.channel.Binding;
import org.cdirpc.transport.channel.Peer;
import org.cdirpc.transport.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy announces on each channel before it calls, and what the providers answered. A provider's misfit is kept
 * here and not with the instance's health: it holds for this version and group, while others may fit. Thread-safe.
 */
final class ServiceBinding implements Binding {

    private final ContractCodec codec;
    private final ServiceKey service;
    private final VersionRange range;
    private final String descriptor;
    private final MisfitLog log;
    private final CborLimits limits;

    /** By instance id; instances where everything fits are not in it, so it is nearly always empty. */
    private final Map<String, BindAnswer> misfits = new ConcurrentHashMap<>();

    /**
     * A binding that was announced nowhere yet.
     *
     * @throws IllegalArgumentException if the contract is too large for its descriptor to be sent
     */
    ServiceBinding(ContractCodec codec, ServiceKey service, VersionRange range, CborLimits limits) {
        this.codec = codec;
        this.service = service;
        this.range = range;
        this.limits = limits;
        this.log = new MisfitLog(service.name());
        // Now, and not by the first caller, who would do it under a channel's lock.
        this.descriptor = codec.descriptor().text();
    }

    @Override
    public int methods() {
        return codec.methods().size();
    }

    @Override
    public byte[] bindBody(int firstMethodId, long capabilities) {
        boolean withShapes = (capabilities & Wire.CAN_POSITIONAL) != 0;
        BindRequest request = BindRequest.of(
                firstMethodId, codec, service.group(), range.least().toString(), withShapes);
        return (capabilities & Wire.CAN_DESCRIBE) == 0
                ? request.encode()
                : request.describedBy(range.toString(), descriptor).encode();
    }

    @Override
    public boolean[] bound(Peer peer, byte[] body) {
        BindAnswer answer;
        try {
            answer = inRange(BindAnswer.decode(body, limits), peer);
        } catch (RuntimeException undecodable) {
            ClientLog.LOG.badBound(service.name(), peer.describe(), undecodable);
            answer = BindAnswer.refusal("", String.valueOf(undecodable.getMessage()));
        }
        if (!answer.refused().isEmpty()) {
            log.refused(answer, peer.describe());
            misfits.put(Peers.idOf(peer), answer);
        } else if (!answer.misfits().isEmpty()) {
            log.misfits(answer, peer.describe());
            misfits.put(Peers.idOf(peer), answer);
        } else {
            misfits.remove(Peers.idOf(peer));
        }
        return positionalArguments(answer);
    }

    /** A provider of an older release knows only where the range begins. */
    private BindAnswer inRange(BindAnswer answer, Peer peer) {
        if (!answer.refused().isEmpty() || range.contains(Version.parse(answer.version()))) {
            return answer;
        }
        return BindAnswer.refusal(
                answer.version(),
                ClientMessages.TEXT.versionOutOfRange(
                        service.name(), peer.describe(), answer.version(), range.toString()));
    }

    private static boolean[] positionalArguments(BindAnswer answer) {
        boolean[] methods = new boolean[answer.agreed().size()];
        for (int i = 0; i < methods.length; i++) {
            methods[i] = answer.agreed().get(i).arguments();
        }
        return methods;
    }

    /** The instances that a call must not go to: those it tried already, and those whose method does not fit. */
    Set<String> unfit(int method, Set<String> tried) {
        if (misfits.isEmpty()) {
            return tried;
        }
        Set<String> unfit = new HashSet<>(tried);
        misfits.forEach((instance, answer) -> {
            if (misfit(answer, method) != null) {
                unfit.add(instance);
            }
        });
        return unfit;
    }

    /** Why some instance cannot take a method, or null if nothing is known against any. */
    @Nullable
    String anyMisfit(int method) {
        for (BindAnswer answer : misfits.values()) {
            String reason = misfit(answer, method);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** Why an instance cannot take a method, or null if nothing is known against it. */
    @Nullable
    String misfitOf(int method, String instanceId) {
        BindAnswer answer = misfits.get(instanceId);
        return answer == null ? null : misfit(answer, method);
    }

    private static @Nullable String misfit(BindAnswer answer, int method) {
        return answer.refused().isEmpty() ? answer.misfits().get(method) : answer.refused();
    }

    /** Forgets what an instance answered: it is gone, or a new process stands at its address. */
    void forget(String instanceId) {
        misfits.remove(instanceId);
    }
}
