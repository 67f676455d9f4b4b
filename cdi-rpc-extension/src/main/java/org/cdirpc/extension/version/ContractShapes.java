package org.cdirpc.extension.version;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractMethod;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.shape.Shape;

/** Describes one contract; made for that. */
final class ContractShapes {

    private final Contract contract;

    ContractShapes(Contract contract, CborMapping mapping) {
        this.contract = contract;
    }

    ContractDescriptor describe() {
        List<MethodDescriptor> methods = new ArrayList<>();
        for (ContractMethod method : contract.methods()) {
            methods.add(describe(method));
        }
        return new ContractDescriptor(
                contract.service(), contract.group(), Version.parse(contract.version()), methods, new TreeMap<>());
    }

    private MethodDescriptor describe(ContractMethod method) {
        Signature signature = method.signature();
        List<Shape> parameters = new ArrayList<>();
        for (String kind : signature.parameters()) {
            parameters.add(new Shape.Unknown(kind));
        }
        Shape result = signature.result().equals("void") ? new Shape.Nothing() : new Shape.Unknown(signature.result());
        return new MethodDescriptor(
                signature.name(),
                parameters,
                signature.hints(),
                result,
                signature.oneWay(),
                method.idempotent(),
                new TreeMap<>());
    }
}
