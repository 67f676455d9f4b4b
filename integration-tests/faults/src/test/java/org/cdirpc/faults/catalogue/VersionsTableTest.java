package org.cdirpc.faults.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented table is the catalogue; {@code -Dversions.table=write} writes it anew. */
class VersionsTableTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "VERSIONS.md");
    private static final String BEGIN = "<!-- the catalogue: written by VersionsTableTest -->\n";
    private static final String END = "<!-- end of the catalogue -->";

    @Test
    void theDocumentedTableIsTheCatalogue() throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        String table = "\n" + VersionsTable.of(Change.all()) + "\n";
        if ("write".equals(System.getProperty("versions.table"))) {
            Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
            return;
        }

        assertThat(document.substring(from, to)).isEqualTo(table);
    }

    @Test
    void thereAreAsManyChangesAsWasPromised() {
        List<Change> changes = Change.all();

        assertThat(changes).hasSizeGreaterThanOrEqualTo(36);
        assertThat(changes).extracting(Change::id).doesNotHaveDuplicates();
        assertThat(changes).extracting(Change::title).doesNotHaveDuplicates();
    }
}
