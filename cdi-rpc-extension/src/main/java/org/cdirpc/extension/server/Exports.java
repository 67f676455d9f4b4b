package org.cdirpc.extension.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.call.BindAnswer;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.call.Shapes;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/** Everything that this node serves. Immutable. */
public final class Exports {

    private record Key(String service, String group) {}

    private final Map<Key, List<Offer>> offers = new LinkedHashMap<>();

    private record Offer(Version version, List<ExportedMethod> methods) {}

    /** The given exports, without a method that has a key; one service may be there in several versions. */
    public Exports(List<Export> exports) {
        this(exports, Map.of(), null);
    }

    /**
     * The given exports; one service may be there in several versions.
     *
     * @param limits what is configured, by service
     * @param idempotency answers repeats of the methods that have a key; null if none has one
     */
    public Exports(List<Export> exports, Map<String, ServiceLimits> limits, @Nullable Idempotency idempotency) {
        LimitTable table = new LimitTable(limits);
        for (Export export : exports) {
            Key key = new Key(export.contract().service(), export.contract().group());
            offers.computeIfAbsent(key, unused -> new ArrayList<>())
                    .add(new Offer(Version.parse(export.contract().version()), export.methods(table, idempotency)));
        }
    }

    /**
     * What a request's ids stand for.
     *
     * @param answer tells the consumer what does not fit
     * @param methods one for each requested method; null for one that does not fit
     */
    record Bound(BindAnswer answer, List<@Nullable BoundMethod> methods) {}

    /** Finds the methods that a consumer is going to call. */
    Bound bind(BindRequest request) {
        List<Offer> known = offers.getOrDefault(new Key(request.service(), request.group()), List.of());
        if (known.isEmpty()) {
            List<String> names = offers.keySet().stream().map(Key::service).toList();
            return refused(
                    request,
                    "",
                    ServerMessages.TEXT.unknownService(
                            request.service(), request.group(), names.isEmpty() ? "no service" : names.toString()));
        }
        Version needed = Version.parse(request.version());
        Offer best = null;
        for (Offer offer : known) {
            if (offer.version().serves(needed)
                    && (best == null || best.version().compareTo(offer.version()) < 0)) {
                best = offer;
            }
        }
        if (best == null) {
            String versions = String.join(
                    ", ",
                    known.stream().map(offer -> offer.version().toString()).toList());
            return refused(
                    request,
                    versions,
                    ServerMessages.TEXT.versionTooOld(request.service(), versions, needed.toString()));
        }
        return matched(request, best);
    }

    private static Bound matched(BindRequest request, Offer offer) {
        Map<String, List<ExportedMethod>> byCall = new HashMap<>();
        for (ExportedMethod method : offer.methods()) {
            byCall.computeIfAbsent(signature(method).call(), unused -> new ArrayList<>())
                    .add(method);
        }
        Map<Integer, String> misfits = new LinkedHashMap<>();
        List<@Nullable BoundMethod> methods = new ArrayList<>();
        List<Shapes.Agreed> agreed = new ArrayList<>();
        for (Signature needed : request.methods()) {
            ExportedMethod match = match(needed, byCall.getOrDefault(needed.call(), List.of()));
            if (match == null) {
                misfits.put(methods.size(), misfit(request.service(), needed, offer));
            }
            Shapes.Agreed positional = match == null || request.shapes().isEmpty()
                    ? Shapes.Agreed.NOTHING
                    : match.codec().shapes().agreedWith(request.shapes().get(methods.size()));
            methods.add(match == null ? null : new BoundMethod(match, positional));
            agreed.add(positional);
        }
        // Whoever asked without shapes does not understand an answer about them.
        List<Shapes.Agreed> told = request.shapes().isEmpty() ? List.of() : agreed;
        return new Bound(new BindAnswer(offer.version().toString(), "", misfits, told), methods);
    }

    /** The one with the needed kinds; among overloads of the same kinds, the one with the same class names. */
    private static @Nullable ExportedMethod match(Signature needed, List<ExportedMethod> candidates) {
        ExportedMethod match = candidates.size() == 1 ? candidates.get(0) : null;
        for (ExportedMethod candidate : candidates) {
            if (match == null && signature(candidate).hints().equals(needed.hints())) {
                match = candidate;
            }
        }
        boolean resultFits = match != null
                && (needed.result().equals("void") || signature(match).result().equals(needed.result()));
        return resultFits ? match : null;
    }

    private static String misfit(String service, Signature needed, Offer offer) {
        List<String> sameName = offer.methods().stream()
                .map(Exports::signature)
                .filter(signature -> signature.name().equals(needed.name()))
                .map(Signature::toString)
                .toList();
        return ServerMessages.TEXT.methodMisfit(
                service,
                needed.toString(),
                sameName.isEmpty() ? "no method of this name" : String.join(" and ", sameName));
    }

    private static Signature signature(ExportedMethod method) {
        return method.codec().method().signature();
    }

    private static Bound refused(BindRequest request, String version, String why) {
        List<@Nullable BoundMethod> none = new ArrayList<>();
        for (int i = 0; i < request.methods().size(); i++) {
            none.add(null);
        }
        return new Bound(BindAnswer.refusal(version, why), none);
    }
}
