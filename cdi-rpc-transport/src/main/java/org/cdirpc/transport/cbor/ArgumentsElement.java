package org.cdirpc.transport.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The code of a list of arguments: an array of exactly as many items. */
final class ArgumentsElement {

    private static final MethodHandle REQUIRE = require();

    private ArgumentsElement() {}

    static Element of(List<Element> arguments) {
        int depth = 0;
        for (Element argument : arguments) {
            depth = Math.max(depth, argument.depth());
        }
        return new Element(
                Object[].class,
                () -> code(arguments),
                depth + 1,
                arguments.stream().map(Element::shape).collect(Collectors.joining(";", "(", ")")));
    }

    private static Element.Code code(List<Element> arguments) {
        int n = arguments.size();
        FieldName head = FieldName.of(new CborWriter(9).writeArray(n).toByteArray());
        List<MethodHandle> writers = new ArrayList<>();
        writers.add(MethodHandles.insertArguments(REQUIRE, 0, n));
        writers.add(MethodHandles.dropArguments(head.writing(), 1, Object[].class));
        List<MethodHandle> readers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Element argument = arguments.get(i).erased();
            MethodHandle get = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(Object[].class), 1, i);
            writers.add(MethodHandles.filterArguments(argument.encode(), 1, get));
            readers.add(argument.decode());
        }
        MethodHandle array = MethodHandles.identity(Object[].class).asCollector(Object[].class, n);
        MethodHandle decode =
                Chains.construct(array, readers, IntStream.range(0, n).toArray());
        return new Element.Code(Chains.sequence(writers), MethodHandles.foldArguments(decode, head.reading()));
    }

    private static void require(int n, CborWriter out, Object[] arguments) {
        if (arguments == null || arguments.length != n) {
            throw GiveUp.INSTANCE;
        }
    }

    private static MethodHandle require() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            ArgumentsElement.class,
                            "require",
                            MethodType.methodType(void.class, int.class, CborWriter.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
