package org.cdirpc.faults.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.cdirpc.faults.lab.SourceCompiler;
import org.cdirpc.faults.node.ReleaseParts;

/** The releases of the contract that {@link F4RollingUpgrade} upgrades, each compiled into a folder of its own. */
final class UpgradeReleases {

    private static final String HOLDER = "upgrade.Release";

    private final Path folder;

    private UpgradeReleases(Path folder) {
        this.folder = folder;
    }

    static UpgradeReleases compileInto(Path folder) throws IOException {
        UpgradeReleases releases = new UpgradeReleases(folder);
        for (String name : new String[] {"old", "new", "breaking"}) {
            SourceCompiler.compile(Map.of(HOLDER, source(name)), releases.classes(name));
        }
        return releases;
    }

    private static String source(String name) throws IOException {
        try (InputStream in = UpgradeReleases.class.getResourceAsStream("upgrade/" + name + ".txt")) {
            if (in == null) {
                throw new IOException("no source of the release " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path classes(String name) {
        return folder.resolve("release-" + name);
    }

    /** The settings of a process of the older release. */
    Map<String, String> older() {
        return release("old", "Parts");
    }

    /** Of the newer one. */
    Map<String, String> newer() {
        return release("new", "Parts");
    }

    /** Of one that calls what only the newer one has. */
    Map<String, String> modern() {
        return release("new", "ModernParts");
    }

    /** Of the one that fits no other. */
    Map<String, String> breaking() {
        return release("breaking", "Parts");
    }

    private Map<String, String> release(String name, String parts) {
        return Map.of(ReleaseParts.RELEASE, classes(name).toString(), ReleaseParts.PARTS, HOLDER + "$" + parts);
    }
}
