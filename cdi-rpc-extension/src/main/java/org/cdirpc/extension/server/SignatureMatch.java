package org.cdirpc.extension.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.spi.Version;
import org.jspecify.annotations.Nullable;

/** What consumers may call that send no descriptor, as those of older releases: what has the same kinds. */
final class SignatureMatch {

    private SignatureMatch() {}

    /** Finds the methods in the newest version that serves the request's. */
    static Bound bind(BindRequest request, List<Offer> newestFirst) {
        Version needed = Version.parse(request.version());
        for (Offer offer : newestFirst) {
            if (offer.version().serves(needed)) {
                return matched(request, offer);
            }
        }
        String versions = Offer.versions(newestFirst);
        return Bound.refused(
                request, versions, ServerMessages.TEXT.versionTooOld(request.service(), versions, needed.toString()));
    }

    private static Bound matched(BindRequest request, Offer offer) {
        Map<String, List<ExportedMethod>> byCall = new HashMap<>();
        for (ExportedMethod method : offer.methods()) {
            byCall.computeIfAbsent(signature(method).call(), unused -> new ArrayList<>())
                    .add(method);
        }
        Bound.Methods methods = new Bound.Methods(request, offer.version().toString());
        for (Signature needed : request.methods()) {
            ExportedMethod match = match(needed, byCall.getOrDefault(needed.call(), List.of()));
            if (match == null) {
                methods.misfit(misfit(request.service(), needed, offer));
            } else {
                methods.fits(match);
            }
        }
        return methods.bound();
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
                .map(SignatureMatch::signature)
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
}
