package org.cdirpc.extension.version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborMapping;
import org.cdirpc.transport.shape.Definition;

/**
 * A contract as others see it: what its methods take and return, down to the last field. As text it is read by every
 * release, by people, and by version control. Immutable.
 *
 * @param service its name in the cluster
 * @param group its group; empty for the nameless one
 * @param version its version
 * @param methods by index, as in {@link Contract#methods()}; at most 10,000
 * @param types what shapes name, by name; at most 10,000
 */
public record ContractDescriptor(
        String service,
        String group,
        Version version,
        List<MethodDescriptor> methods,
        SortedMap<String, Definition> types) {

    /** The most bytes of a text, in UTF-8. */
    public static final int MOST_BYTES = 1 << 20;

    /** Immutable copies. */
    public ContractDescriptor {
        methods = List.copyOf(methods);
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    /**
     * What a contract looks like. Equal for equal contracts, wherever they were read.
     *
     * @param mapping with which its values travel
     * @throws IllegalArgumentException if its text is larger than {@link #MOST_BYTES}
     */
    public static ContractDescriptor of(Contract contract, CborMapping mapping) {
        ContractDescriptor descriptor = new ContractShapes(contract, mapping).describe();
        DescriptorParser.requireSize(descriptor.text());
        return descriptor;
    }

    /**
     * Reads a text, also one that a later release wrote: what this release does not know is skipped.
     *
     * @throws IllegalArgumentException if it is too large, or is not a descriptor's text
     */
    public static ContractDescriptor parse(String text) {
        return new DescriptorParser(text).descriptor();
    }

    /** What {@link #parse} reads: lines that end with a line feed, the same for the same descriptor. */
    public String text() {
        return new DescriptorText().of(this);
    }

    /** {@link #hashOf} its text. */
    public String hash() {
        return hashOf(text());
    }

    /**
     * 32 hexadecimal digits, the first half of a SHA-256 (FIPS 180-4), over what a text says of methods and types: equal
     * where two texts differ in service, group and version at most. Lines that only a later release knows count.
     */
    public static String hashOf(String text) {
        StringBuilder content = new StringBuilder(text.length());
        boolean heading = true;
        for (String line : text.split("\r?\n", -1)) {
            heading = heading && !line.startsWith("method ") && !line.startsWith("type ");
            if (!heading && !line.isBlank()) {
                content.append(line).append('\n');
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Whether methods and types are the same but for what is not seen on the wire: names of classes and parameters, and the
     * order of fields and constants. Parameters that changed places are another shape, as far as names tell that. What
     * another version would have to be if not.
     */
    public boolean looksLike(ContractDescriptor other) {
        ContractDescriptor one = Likeness.of(this);
        ContractDescriptor two = Likeness.of(other);
        return one.methods().equals(two.methods()) && one.types().equals(two.types()) && noneMoved(other);
    }

    private boolean noneMoved(ContractDescriptor other) {
        for (int i = 0; i < methods.size(); i++) {
            if (!methods.get(i).movedIn(other.methods.get(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether any name of a parameter is known. */
    boolean hasNames() {
        return methods.stream().anyMatch(method -> method.names().stream().anyMatch(parameter -> !parameter.isEmpty()));
    }

    ContractDescriptor withoutNames() {
        List<MethodDescriptor> nameless =
                methods.stream().map(MethodDescriptor::withoutNames).toList();
        return new ContractDescriptor(service, group, version, nameless, types);
    }

    ContractDescriptor withVersion(Version other) {
        return new ContractDescriptor(service, group, other, methods, types);
    }

    /** Such as {@code org.shop.Orders 1.2}. */
    @Override
    public String toString() {
        return service + (group.isEmpty() ? "" : " (group " + group + ")") + " " + version;
    }
}
