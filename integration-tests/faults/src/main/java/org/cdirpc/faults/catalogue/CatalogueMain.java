package org.cdirpc.faults.catalogue;

import java.util.Arrays;
import java.util.List;

/** Runs the catalogue alone, all of it or the changes with these words in their ids, and prints all that was told. */
final class CatalogueMain {

    private CatalogueMain() {}

    public static void main(String... words) throws InterruptedException {
        List<Change> changes = Change.all().stream()
                .filter(change -> words.length == 0 || Arrays.stream(words).anyMatch(change.id()::contains))
                .toList();
        List<Verdict> verdicts;
        try (Catalogue catalogue = Catalogue.start(changes)) {
            verdicts = catalogue.run();
        }
        for (Verdict verdict : verdicts) {
            System.out.println((verdict.isAsExpected() ? "" : "WRONG ") + verdict.sum() + " " + verdict.change() + ", "
                    + verdict.direction());
            verdict.attempts().forEach(attempt -> System.out.println("    " + attempt));
            verdict.shortfalls().forEach(shortfall -> System.out.println("    -> " + shortfall));
        }
        System.out.println(Catalogue.summary(verdicts));
    }
}
