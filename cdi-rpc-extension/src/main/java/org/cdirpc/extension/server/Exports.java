package org.cdirpc.extension.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/** Everything that this node serves. Thread-safe; what is served never changes. */
public final class Exports {

    private record Key(String service, String group) {}

    /** Of each service, the newest version first. */
    private final Map<Key, List<Offer>> offers = new LinkedHashMap<>();

    private final DescriptorMatch byDescriptor;

    /** The given exports of a nameless node, without a method that has a key; one service may be there in several versions. */
    public Exports(List<Export> exports) {
        this("this node", exports, Map.of(), null);
    }

    /**
     * The given exports; one service may be there in several versions.
     *
     * @param node named in what consumers are told
     * @param limits what is configured, by service
     * @param idempotency answers repeats of the methods that have a key; null if none has one
     */
    public Exports(
            String node, List<Export> exports, Map<String, ServiceLimits> limits, @Nullable Idempotency idempotency) {
        byDescriptor = new DescriptorMatch(node);
        LimitTable table = new LimitTable(limits);
        for (Export export : exports) {
            Key key = new Key(export.contract().service(), export.contract().group());
            offers.computeIfAbsent(key, unused -> new ArrayList<>())
                    .add(new Offer(
                            Version.parse(export.contract().version()),
                            export.descriptor(),
                            export.methods(table, idempotency)));
        }
        offers.values().forEach(versions -> versions.sort(Offer.NEWEST_FIRST));
    }

    /** Finds the methods that a consumer is going to call. */
    Bound bind(BindRequest request) {
        List<Offer> known = offers.getOrDefault(new Key(request.service(), request.group()), List.of());
        if (known.isEmpty()) {
            List<String> names = offers.keySet().stream().map(Key::service).toList();
            return Bound.refused(
                    request,
                    "",
                    ServerMessages.TEXT.unknownService(
                            request.service(), request.group(), names.isEmpty() ? "no service" : names.toString()));
        }
        return request.described() ? byDescriptor.bind(request, known) : SignatureMatch.bind(request, known);
    }
}
