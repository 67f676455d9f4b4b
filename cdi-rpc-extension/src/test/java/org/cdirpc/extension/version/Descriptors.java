package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;

/** Descriptors of interfaces, as a deployment makes them. */
final class Descriptors {

    private Descriptors() {}

    static ContractDescriptor of(Class<?> type) {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        ContractReading reading = Contract.read(type, mapping);
        assertThat(reading.problems()).isEmpty();
        return ContractDescriptor.of(reading.contract().orElseThrow(), mapping);
    }

    /** As another side gets it: by its text. */
    static ContractDescriptor of(Class<?> type, String version) {
        return ContractDescriptor.parse(
                of(type).withVersion(Version.parse(version)).text());
    }

    static String resource(String name) {
        try (InputStream in = Descriptors.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
