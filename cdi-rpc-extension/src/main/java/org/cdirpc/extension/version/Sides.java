package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import org.cdirpc.transport.shape.Fit;
import org.cdirpc.transport.shape.Shape;

/** The two sides of a comparison: what travels either way, and how the sides are called in sentences. */
final class Sides {

    private final String consumer;
    private final String provider;
    private final Direction arguments;
    private final Direction answers;
    private final Direction sameThere;
    private final Direction sameBack;

    Sides(ContractDescriptor consumer, ContractDescriptor provider) {
        this.consumer = TEXT.consumer(consumer.version().toString());
        this.provider = TEXT.provider(provider.version().toString());
        int age = consumer.version().compareTo(provider.version());
        this.arguments = new Direction(consumer.types(), provider.types(), newer(age), false, false);
        this.answers = new Direction(provider.types(), consumer.types(), newer(-age), true, false);
        this.sameThere = new Direction(consumer.types(), provider.types(), Fit.Newer.NEITHER, true, true);
        this.sameBack = new Direction(provider.types(), consumer.types(), Fit.Newer.NEITHER, true, true);
    }

    private static Fit.Newer newer(int writersAge) {
        return writersAge == 0 ? Fit.Newer.NEITHER : writersAge > 0 ? Fit.Newer.WRITER : Fit.Newer.READER;
    }

    /** Such as {@code consumer 1.2}. */
    String consumer() {
        return consumer;
    }

    /** Such as {@code provider 1.3}. */
    String provider() {
        return provider;
    }

    /** What the consumer writes. What it should not have written is refused before anything is executed. */
    Direction arguments() {
        return arguments;
    }

    /** What the provider writes: results and exceptions, when it is too late to refuse anything. */
    Direction answers() {
        return answers;
    }

    /** Whether nobody could tell the two methods' arguments from each other. */
    boolean sameArguments(MethodDescriptor needed, MethodDescriptor offered) {
        for (int i = 0; i < needed.parameters().size(); i++) {
            Shape one = needed.parameters().get(i);
            Shape other = offered.parameters().get(i);
            if (!sameThere.verdict(one, other).isClean()
                    || !sameBack.verdict(other, one).isClean()) {
                return false;
            }
        }
        return true;
    }

    boolean argumentsFit(MethodDescriptor needed, MethodDescriptor offered) {
        for (int i = 0; i < needed.parameters().size(); i++) {
            if (!arguments
                    .verdict(needed.parameters().get(i), offered.parameters().get(i))
                    .misfits()
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
