package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdirpc.spi.Version;

/** The files in which one contract is recorded: one for each version. */
final class ContractFiles {

    private static final String SUFFIX = ".contract";

    private final Path directory;
    private final ContractDescriptor contract;
    private final String prefix;

    ContractFiles(Path directory, ContractDescriptor contract) {
        this.directory = directory;
        this.contract = contract;
        String group = contract.group().isEmpty() ? "" : "@" + inFileName(contract.group());
        this.prefix = inFileName(contract.service()) + group + "-";
    }

    /** As in URLs, so that every name is one of a file, and different ones stay different. */
    private static String inFileName(String name) {
        StringBuilder safe = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            safe.append(plain || "._$-".indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return safe.toString();
    }

    Path of(Version version) {
        return directory.resolve(prefix + version + SUFFIX);
    }

    /** All that are recorded of the contract's major version, oldest first. */
    List<ContractDescriptor> sameMajor() {
        List<ContractDescriptor> found = new ArrayList<>();
        for (Version version : versions()) {
            if (version.major() == contract.version().major()) {
                found.add(read(version));
            }
        }
        return found;
    }

    private List<Version> versions() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> version(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(TEXT.unreadable(directory.toString(), e.toString()), e);
        }
    }

    /** The version in a file's name; none if it is another contract's, such as one with a longer name. */
    private Optional<Version> version(String file) {
        if (!file.startsWith(prefix) || !file.endsWith(SUFFIX) || file.length() <= prefix.length() + SUFFIX.length()) {
            return Optional.empty();
        }
        String text = file.substring(prefix.length(), file.length() - SUFFIX.length());
        try {
            Version version = Version.parse(text);
            return version.toString().equals(text) ? Optional.of(version) : Optional.empty();
        } catch (IllegalArgumentException notAVersion) {
            return Optional.empty();
        }
    }

    private ContractDescriptor read(Version version) {
        Path file = of(version);
        ContractDescriptor recorded;
        try {
            recorded = ContractDescriptor.parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new AssertionError(TEXT.unreadable(file.toString(), String.valueOf(e.getMessage())), e);
        }
        ContractDescriptor expected = contract.withVersion(version);
        if (!recorded.toString().equals(expected.toString())) {
            throw new AssertionError(TEXT.otherContract(file.toString(), recorded.toString(), expected.toString()));
        }
        return recorded;
    }

    void write(ContractDescriptor descriptor) {
        Path file = of(descriptor.version());
        try {
            Files.createDirectories(directory);
            Files.writeString(file, descriptor.text());
        } catch (IOException e) {
            throw new AssertionError(TEXT.unwritable(file.toString(), e.toString()), e);
        }
    }
}
