package org.cdirpc.cluster.hazelcast;

import static org.cdirpc.cluster.hazelcast.GridMessages.MESSAGES;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.XmlClientConfigBuilder;
import com.hazelcast.client.config.YamlClientConfigBuilder;
import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.config.YamlConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an application's own Hazelcast configuration: a file, or else a resource, YAML or XML by the end of its name. */
final class GridFile {

    private GridFile() {}

    static Config member(String file, ClassLoader loader) {
        return read(
                file,
                loader,
                "member",
                in -> new YamlConfigBuilder(in).build(),
                in -> new XmlConfigBuilder(in).build());
    }

    static ClientConfig client(String file, ClassLoader loader) {
        return read(
                file,
                loader,
                "client",
                in -> new YamlClientConfigBuilder(in).build(),
                in -> new XmlClientConfigBuilder(in).build());
    }

    private static <T> T read(
            String file, ClassLoader loader, String kind, Function<InputStream, T> yaml, Function<InputStream, T> xml) {
        String name = file.toLowerCase(Locale.ROOT);
        boolean isXml = name.endsWith(".xml");
        if (!isXml && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw MESSAGES.noFile(file);
        }
        try (InputStream in = open(file, loader)) {
            if (in == null) {
                throw MESSAGES.noFile(file);
            }
            return parsed(in, file, kind, isXml ? xml : yaml);
        } catch (IOException e) {
            throw unreadable(file, e, kind);
        }
    }

    private static <T> T parsed(InputStream in, String file, String kind, Function<InputStream, T> parser) {
        try {
            return parser.apply(in);
        } catch (RuntimeException e) {
            throw unreadable(file, e, kind);
        }
    }

    private static @Nullable InputStream open(String file, ClassLoader loader) throws IOException {
        try {
            Path path = Path.of(file);
            if (Files.isRegularFile(path)) {
                return Files.newInputStream(path);
            }
        } catch (InvalidPathException e) {
            throw MESSAGES.noFile(file);
        }
        return loader.getResourceAsStream(file);
    }

    private static IllegalArgumentException unreadable(String file, Exception why, String kind) {
        IllegalArgumentException unreadable = MESSAGES.unreadableFile(file, String.valueOf(why.getMessage()), kind);
        unreadable.initCause(why);
        return unreadable;
    }
}
