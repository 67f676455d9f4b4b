package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.shape.Definition;
import org.jspecify.annotations.Nullable;

/** Reads one text, which may come from anybody; made for that. */
final class DescriptorParser {

    private static final int MOST_LINES = 100_000;
    private static final int MOST_METHODS = 10_000;
    private static final int MOST_TYPES = 10_000;

    private final List<DescriptorBlock> blocks = new ArrayList<>();
    private @Nullable String service;
    private String group = "";
    private @Nullable Version version;
    private final List<MethodDescriptor> methods = new ArrayList<>();
    private final SortedMap<String, Definition> types = new TreeMap<>();

    DescriptorParser(String text) {
        requireSize(text);
        int begin = text.indexOf('\n');
        String format = (begin < 0 ? text : text.substring(0, begin)).stripTrailing();
        if (!format.equals(DescriptorText.FORMAT) && !format.startsWith(DescriptorText.FORMAT + " ")) {
            throw new IllegalArgumentException(
                    TEXT.notADescriptor(DescriptorBlock.excerpt(format), DescriptorText.FORMAT));
        }
        split(text);
    }

    /** Counts before anything is made of the text. */
    static void requireSize(String text) {
        long bytes = text.length();
        if (bytes <= ContractDescriptor.MOST_BYTES) {
            bytes = text.getBytes(StandardCharsets.UTF_8).length;
        }
        require(bytes, "bytes", ContractDescriptor.MOST_BYTES);
        require(text.chars().filter(c -> c == '\n').count(), "lines", MOST_LINES);
    }

    private static void require(long count, String of, int most) {
        if (count > most) {
            throw new IllegalArgumentException(TEXT.tooMuch(count, of, most));
        }
    }

    private void split(String text) {
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            String line = raw.stripTrailing();
            number++;
            if (number == 1 || line.isEmpty()) {
                continue;
            }
            if (line.charAt(0) != ' ') {
                blocks.add(new DescriptorBlock(number, line));
            } else if (blocks.isEmpty()) {
                throw DescriptorBlock.malformed(number, line, "a line that is not indented, after the first");
            } else {
                blocks.get(blocks.size() - 1).add(number, line);
            }
        }
    }

    ContractDescriptor descriptor() {
        blocks.forEach(this::read);
        require(methods.size(), "methods", MOST_METHODS);
        require(types.size(), "types", MOST_TYPES);
        if (service == null) {
            throw new IllegalArgumentException(TEXT.missing("service", "service org.shop.Orders"));
        }
        if (version == null) {
            throw new IllegalArgumentException(TEXT.missing("version", "version 1.2"));
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(TEXT.missing("method", "method place"));
        }
        new DefinedTypes(types).requireAll(methods);
        return new ContractDescriptor(service, group, version, methods, types);
    }

    private void read(DescriptorBlock block) {
        switch (block.keyword()) {
            case "service" -> service = block.word(1, "a name");
            case "group" -> group = block.word(1, "a name");
            case "version" -> version = version(block);
            case "method" -> methods.add(block.method());
            case "type" -> {
                Definition type = block.type();
                if (types.put(type.name(), type) != null) {
                    throw block.malformed("a type that is not defined already");
                }
            }
            default -> {
                // Of a later release.
            }
        }
    }

    private static Version version(DescriptorBlock block) {
        try {
            return Version.parse(block.word(1, "a version such as 1.2"));
        } catch (IllegalArgumentException notAVersion) {
            throw block.malformed("a version such as 1.2");
        }
    }
}
