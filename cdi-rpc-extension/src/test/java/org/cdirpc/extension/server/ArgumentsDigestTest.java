package org.cdirpc.extension.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdirpc.Remote;
import org.cdirpc.extension.call.ContractCodec;
import org.cdirpc.extension.call.MethodCodec;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.CborWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArgumentsDigestTest {

    record Line(String sku, int count) {}

    record Order(
            String id,
            List<Line> lines,
            Set<Line> gifts,
            Map<String, List<Integer>> tags,
            Optional<Set<String>> notes,
            @Nullable String comment) {}

    record OlderOrder(
            String id,
            List<Line> lines,
            Set<Line> gifts,
            Map<String, List<Integer>> tags,
            Optional<Set<String>> notes) {}

    @Remote
    interface Orders {
        String place(Order order);
    }

    @Remote
    interface OlderOrders {
        String place(OlderOrder order);
    }

    private static byte[] digest(Class<?> contract, Object... arguments) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        MethodCodec codec = ContractCodec.of(
                        Contract.read(contract, mapping).contract().orElseThrow(), mapping, 1 << 20)
                .methods()
                .get(0);
        CborWriter out = codec.encodeArguments(arguments);
        return new ArgumentsDigest(codec.method().parameterTypes(), CborLimits.DEFAULT).of(out.buffer(), out.size());
    }

    private static <T> List<T> reversed(Collection<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Order order(boolean reversed) {
        List<Line> lines = List.of(new Line("a", 1), new Line("b", 2));
        List<String> names = List.of("one", "two", "three");
        Map<String, List<Integer>> tags = new LinkedHashMap<>();
        (reversed ? reversed(names) : names).forEach(name -> tags.put(name, List.of(name.length(), 1)));
        return new Order(
                "o",
                lines,
                new LinkedHashSet<>(reversed ? reversed(lines) : lines),
                tags,
                Optional.of(new LinkedHashSet<>(reversed ? reversed(names) : names)),
                null);
    }

    /** The order of a HashMap or Set.of differs from one JVM to the next, and with it a repeat's bytes. */
    @Test
    void theOrderOfMapsAndSetsDoesNotCount() {
        assertThat(digest(Orders.class, order(true))).isEqualTo(digest(Orders.class, order(false)));
    }

    @Test
    void theOrderOfListsCounts() {
        Order one = order(false);
        Order other = new Order(one.id(), reversed(one.lines()), one.gifts(), one.tags(), one.notes(), null);
        assertThat(digest(Orders.class, other)).isNotEqualTo(digest(Orders.class, one));
    }

    @Test
    void everyValueCounts() {
        Order one = order(false);
        byte[] digest = digest(Orders.class, one);
        assertThat(digest(Orders.class, new Order("p", one.lines(), one.gifts(), one.tags(), one.notes(), null)))
                .isNotEqualTo(digest);
        assertThat(digest(Orders.class, new Order("o", one.lines(), Set.of(), one.tags(), one.notes(), null)))
                .isNotEqualTo(digest);
        assertThat(digest(Orders.class, new Order("o", one.lines(), one.gifts(), Map.of(), one.notes(), null)))
                .isNotEqualTo(digest);
        assertThat(digest(Orders.class, new Order("o", one.lines(), one.gifts(), one.tags(), Optional.empty(), null)))
                .isNotEqualTo(digest);
        assertThat(digest(Orders.class, new Order("o", one.lines(), one.gifts(), one.tags(), one.notes(), "c")))
                .isNotEqualTo(digest);
    }

    /** A repeat may reach an instance that was upgraded since. */
    @Test
    void aFieldThatAnotherReleaseDoesNotHaveDoesNotCountWhileItIsNull() {
        Order one = order(false);
        OlderOrder older = new OlderOrder(one.id(), one.lines(), one.gifts(), one.tags(), one.notes());
        assertThat(digest(OlderOrders.class, older)).isEqualTo(digest(Orders.class, one));
    }
}
