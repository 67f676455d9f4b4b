package org.cdirpc.extension.server;

import static org.cdirpc.extension.server.ServerMessages.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.extension.call.BindRequest;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.extension.version.Compatibility;
import org.cdirpc.extension.version.ContractDescriptor;
import org.cdirpc.extension.version.MethodDescriptor;
import org.cdirpc.spi.VersionRange;

/**
 * What consumers may call that say what their types look like: what {@link Compatibility} says. A descriptor that cannot be
 * read refuses its service and not the channel, on which others call other services. Thread-safe.
 */
final class DescriptorMatch {

    private final String node;
    private final Judgements judgements = new Judgements();

    /** A match whose words name this node. */
    DescriptorMatch(String node) {
        this.node = node;
    }

    /** Of the versions in the consumer's range the newest that fits whole, else the newest with the fewest misfits. */
    Bound bind(BindRequest request, List<Offer> newestFirst) {
        VersionRange range;
        try {
            range = VersionRange.parse(request.range());
        } catch (IllegalArgumentException unknown) {
            return Bound.refused(
                    request, "", TEXT.unreadableRange(request.service(), String.valueOf(unknown.getMessage())));
        }
        String versions = Offer.versions(newestFirst);
        if (newestFirst.stream().noneMatch(offer -> range.contains(offer.version()))) {
            return Bound.refused(request, versions, notServed(request.service(), versions, range));
        }
        Judgement judgement = judgement(request, newestFirst);
        if (!judgement.refused().isEmpty()) {
            return Bound.refused(request, versions, judgement.refused());
        }
        List<String> announced = request.methods().stream().map(Signature::name).toList();
        if (!announced.equals(judgement.methods())) {
            return Bound.refused(request, versions, TEXT.otherMethods(request.service()));
        }
        int best = -1;
        for (int i = 0; i < newestFirst.size(); i++) {
            boolean better = best < 0
                    || judgement.verdicts().get(i).misfits().size()
                            < judgement.verdicts().get(best).misfits().size();
            best = better && range.contains(newestFirst.get(i).version()) ? i : best;
        }
        return matched(request, newestFirst.get(best), judgement.verdicts().get(best));
    }

    private static String notServed(String service, String versions, VersionRange range) {
        return range.equals(VersionRange.servedBy(range.least()))
                ? TEXT.versionTooOld(service, versions, range.toString())
                : TEXT.versionOutOfRange(service, versions, range.toString());
    }

    private static Bound matched(BindRequest request, Offer offer, Verdict verdict) {
        Bound.Methods methods = new Bound.Methods(request, offer.version().toString());
        for (int i = 0; i < verdict.matches().length; i++) {
            String misfit = verdict.misfits().get(i);
            if (misfit == null) {
                methods.fits(offer.methods().get(verdict.matches()[i]));
            } else {
                methods.misfit(misfit);
            }
        }
        return methods.bound();
    }

    private Judgement judgement(BindRequest request, List<Offer> offers) {
        byte[] text = request.descriptor().getBytes(StandardCharsets.UTF_8);
        Judgements.Key key = Judgements.Key.of(request.service(), request.group(), text);
        Judgement known = judgements.get(key);
        if (known == null) {
            known = judge(request, offers);
            judgements.put(key, known);
        }
        return known;
    }

    private Judgement judge(BindRequest request, List<Offer> offers) {
        String service = request.service();
        try {
            ContractDescriptor consumer = ContractDescriptor.parse(request.descriptor());
            if (!consumer.service().equals(service)) {
                return Judgement.refusal(TEXT.otherService(service, consumer.service()));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Offer offer : offers) {
                verdicts.add(
                        Verdict.of(Compatibility.of(consumer, offer.descriptor()), consumer, service + " at " + node));
            }
            return new Judgement(
                    "", consumer.methods().stream().map(MethodDescriptor::name).toList(), verdicts);
        } catch (RuntimeException | StackOverflowError unreadable) {
            // Text of others: whatever is wrong with it is said to them, and stands in nobody else's way.
            return Judgement.refusal(TEXT.unreadableDescriptor(service, reason(unreadable)));
        }
    }

    private static String reason(Throwable unreadable) {
        String message = unreadable instanceof IllegalArgumentException ? unreadable.getMessage() : null;
        return message == null ? unreadable.getClass().getSimpleName() : Verdict.cut(message);
    }
}
