package org.cdirpc.extension.version;

import java.lang.reflect.MalformedParametersException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.cbor.ShapeReader;
import org.cdirpc.transport.cbor.ThrowableCodec;
import org.cdirpc.transport.shape.Shape;

/**
 * Describes one contract; made for that. Types are asked for in an order that depends on nothing but the contract, since
 * the names of equally named classes do.
 */
final class ContractShapes {

    private final Contract contract;
    private final ShapeReader shapes;

    ContractShapes(Contract contract, CborMapping mapping) {
        this.contract = contract;
        this.shapes = mapping.shapes();
    }

    ContractDescriptor describe() {
        List<MethodDescriptor> methods = new ArrayList<>();
        for (ContractMethod method : contract.methods()) {
            methods.add(describe(method));
        }
        return new ContractDescriptor(
                contract.service(), contract.group(), Version.parse(contract.version()), methods, shapes.definitions());
    }

    private MethodDescriptor describe(ContractMethod method) {
        List<Shape> parameters =
                method.parameterTypes().stream().map(shapes::of).toList();
        return new MethodDescriptor(
                method.signature().name(),
                parameters,
                method.signature().hints(),
                names(method.method()),
                shapes.of(method.resultType()),
                method.signature().oneWay(),
                method.idempotent(),
                exceptions(method));
    }

    private static List<String> names(Method method) {
        Parameter[] parameters;
        try {
            parameters = method.getParameters();
        } catch (MalformedParametersException shrunk) {
            // What a tool made of the class file holds no names; the virtual machine and the compiler need none.
            return Collections.nCopies(method.getParameterCount(), "");
        }
        return Arrays.stream(parameters)
                .map(parameter -> parameter.isNamePresent() ? parameter.getName() : "")
                .toList();
    }

    private SortedMap<String, String> exceptions(ContractMethod method) {
        SortedMap<String, Class<? extends Throwable>> declared = new TreeMap<>();
        method.declared().forEach(exception -> declared.put(ThrowableCodec.nameOf(exception), exception));
        SortedMap<String, String> types = new TreeMap<>();
        declared.forEach((name, exception) -> types.put(name, shapes.ofThrowable(exception)));
        return Collections.unmodifiableSortedMap(types);
    }
}
