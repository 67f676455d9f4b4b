package org.cdirpc.faults.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One change of a contract. Each is a file in the folder {@code rows} beside this class, which sorts by name:
 *
 * <pre>
 * change: an enum constant is added to an argument
 * old consumer: works
 * new consumer: by-value BLUE
 * --- before
 * &#64;Remote(version = "1.2") interface Shop { void paint(Colour colour); }
 * enum Colour { RED, GREEN }
 * --- after
 * ...
 * </pre>
 *
 * <p>{@code old consumer} says what becomes of its calls to a new provider, {@code new consumer} of those to an old one, in
 * the words of {@link Clause}. May be there as well: {@code area}, under which the table lists it from there on; {@code note}
 * for the table; {@code pin}, the range of versions that the new consumer asks for; {@code renamed: old=new}, names of fields
 * that are one; {@code beside: yes}, if providers of both releases are there at a time; and {@code --- before, package x}
 * for more types.
 *
 * @param id the file's name without its number
 * @param properties what stands before the sources
 * @param before the older release's sources, by their packages below the row's; the contract is in the one without a name
 * @param after the newer release's
 */
record Change(String id, Map<String, String> properties, Map<String, String> before, Map<String, String> after) {

    private static final String FOLDER = "rows";
    private static final String SOURCE = "---";

    /** Every change of the catalogue. */
    static List<Change> all() {
        URL folder = Change.class.getResource(FOLDER);
        if (folder == null) {
            throw new IllegalStateException("no " + FOLDER + " beside " + Change.class.getName());
        }
        try {
            URI uri = folder.toURI();
            if (uri.getScheme().equals("file")) {
                return all(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return all(jar.provider().getPath(uri));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Change> all(Path folder) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                changes.add(parse(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return List.copyOf(changes);
    }

    static Change parse(String file, String text) {
        String id = file.replaceFirst("^[0-9]+-", "").replaceFirst("\\.txt$", "");
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, StringBuilder> sources = new LinkedHashMap<>();
        StringBuilder source = null;
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith(SOURCE)) {
                source = new StringBuilder();
                sources.put(line.substring(SOURCE.length()).strip(), source);
            } else if (source != null) {
                source.append(line).append('\n');
            } else if (colon > 0) {
                properties.put(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            } else if (!line.isBlank()) {
                throw new IllegalArgumentException(file + ": " + line + " (expected: name: value, or --- before)");
            }
        }
        Change change = new Change(id, Map.copyOf(properties), units("before", sources), units("after", sources));
        change.oldConsumer();
        change.newConsumer();
        return change;
    }

    private static Map<String, String> units(String release, Map<String, StringBuilder> sources) {
        Map<String, String> units = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            if (name.startsWith(release)) {
                units.put(name.substring(release.length()).replace(", package ", ""), source.toString());
            }
        });
        if (!units.containsKey("")) {
            throw new IllegalArgumentException("no --- " + release);
        }
        return units;
    }

    String title() {
        return required("change");
    }

    Optional<String> area() {
        return Optional.ofNullable(properties.get("area"));
    }

    String note() {
        return properties.getOrDefault("note", "");
    }

    List<Clause> oldConsumer() {
        return Clause.parse(required("old consumer"));
    }

    List<Clause> newConsumer() {
        return Clause.parse(required("new consumer"));
    }

    /** What the new consumer asks for: the versions of both releases, unless the row says otherwise. */
    String pin() {
        return properties.getOrDefault("pin", "[1.2,2)");
    }

    /** Whether providers of both releases are there, and each consumer is to be served by its own. */
    boolean isBeside() {
        return properties.containsKey("beside");
    }

    /** New names of fields by their old ones. */
    Map<String, String> renamed() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : properties.getOrDefault("renamed", "").split(",")) {
            if (!pair.isBlank()) {
                names.put(pair.split("=")[0].strip(), pair.split("=")[1].strip());
            }
        }
        return names;
    }

    /** The package of both releases' classes. */
    String packageName() {
        return "catalogue." + id.replace('-', '_');
    }

    private String required(String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException(id + " has no \"" + name + ":\"");
        }
        return value;
    }
}
