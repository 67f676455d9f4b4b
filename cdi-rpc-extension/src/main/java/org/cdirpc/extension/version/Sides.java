package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.List;
import org.cdirpc.transport.shape.Misfit;
import org.cdirpc.transport.shape.Shape;

/** The two sides of a comparison: who writes what, who reads it, and how they are called in sentences. */
final class Sides {

    private final ContractDescriptor consumer;
    private final ContractDescriptor provider;

    Sides(ContractDescriptor consumer, ContractDescriptor provider) {
        this.consumer = consumer;
        this.provider = provider;
    }

    String consumer() {
        return "consumer " + consumer.version();
    }

    String provider() {
        return "provider " + provider.version();
    }

    boolean sameArguments(MethodDescriptor needed, MethodDescriptor offered) {
        return needed.parameters().equals(offered.parameters());
    }

    boolean argumentsFit(MethodDescriptor needed, MethodDescriptor offered) {
        for (int i = 0; i < needed.parameters().size(); i++) {
            if (!argument(i, needed, offered).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    List<Misfit> argument(int index, MethodDescriptor needed, MethodDescriptor offered) {
        return fit(
                "argument " + (index + 1),
                needed.parameters().get(index),
                offered.parameters().get(index));
    }

    List<Misfit> result(MethodDescriptor needed, MethodDescriptor offered) {
        return fit("result", offered.result(), needed.result());
    }

    private static List<Misfit> fit(String path, Shape written, Shape read) {
        List<Misfit> misfits = new ArrayList<>();
        if (!written.equals(read)) {
            misfits.add(new Misfit(path, ShapeWord.of(written), ShapeWord.of(read), "the same kind on both sides"));
        }
        return misfits;
    }
}
