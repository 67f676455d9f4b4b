package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cdirpc.Remote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedContractTest {

    @TempDir
    Path directory;

    interface V10 {
        record Order(String sku) {}

        @Remote(name = "org.shop.Orders", version = "1.0")
        interface Orders {
            int place(Order order);
        }

        record Renamed(String sku) {}

        @Remote(name = "org.shop.Orders", version = "1.0")
        interface Same {
            int place(Renamed order);
        }
    }

    interface V11 {
        record Order(String sku, String note) {}

        @Remote(name = "org.shop.Orders", version = "1.1")
        interface Orders {
            int place(Order order);

            void cancel(String sku);
        }

        @Remote(name = "org.shop.Orders", version = "1.0")
        interface Unraised {
            int place(Order order);

            void cancel(String sku);
        }

        @Remote(name = "org.shop.Orders", version = "1.0.1")
        interface Patch {
            int place(V10.Order order);

            void urgent();
        }
    }

    interface V20 {
        @Remote(name = "org.shop.Orders", version = "2.0")
        interface Orders {
            int place(String sku);
        }

        @Remote(name = "org.shop.Orders", version = "1.2")
        interface AsMinor {
            int place(String sku);
        }

        @Remote(name = "org.shop.Orders", version = "1.0")
        interface Unraised {
            int place(String sku);
        }
    }

    private Path files() {
        return directory.resolve("src/main/contracts");
    }

    private void record(Class<?> contract) {
        new RecordedContract(contract, files(), "record").verify();
    }

    private void verify(Class<?> contract) {
        RecordedContract.of(contract).in(files()).verify();
    }

    private String error(Class<?> contract) {
        return thrown(() -> verify(contract));
    }

    private static String thrown(Runnable verifying) {
        try {
            verifying.run();
        } catch (AssertionError error) {
            return String.valueOf(error.getMessage());
        }
        throw new IllegalStateException("no error");
    }

    private List<String> recorded() throws IOException {
        try (Stream<Path> all = Files.list(files())) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsNotRecordedFailsAndSaysHow() {
        assertThat(error(V10.Orders.class))
                .isEqualTo("CDIRPC317010: org.shop.Orders 1.0 is not recorded: there is no "
                        + files().resolve("org.shop.Orders-1.0.contract")
                        + " (expected: the file, under version control; run this test once with"
                        + " -Dcdirpc.contracts=record, and commit what it writes)");
        assertThat(files()).doesNotExist();
    }

    @Test
    void recordsOneFileForEachVersionAndHoldsTheContractToIt() throws IOException {
        record(V10.Orders.class);
        assertThatCode(() -> verify(V10.Orders.class)).doesNotThrowAnyException();
        record(V11.Orders.class);
        assertThatCode(() -> verify(V11.Orders.class)).doesNotThrowAnyException();
        record(V20.Orders.class);
        assertThatCode(() -> verify(V20.Orders.class)).doesNotThrowAnyException();

        assertThat(recorded())
                .containsExactly(
                        "org.shop.Orders-1.0.contract", "org.shop.Orders-1.1.contract", "org.shop.Orders-2.0.contract");
        assertThat(files().resolve("org.shop.Orders-1.0.contract")).hasContent("""
                cdi-rpc contract 1
                service org.shop.Orders
                version 1.0

                method place
                  takes #Order Order order
                  returns int32

                type Order fields
                  field sku text
                """);
    }

    @Test
    void aRenamedClassIsNoOtherShape() {
        record(V10.Orders.class);

        assertThatCode(() -> verify(V10.Same.class)).doesNotThrowAnyException();
    }

    interface Bank {
        @Remote(name = "org.shop.Bank", version = "1.0")
        interface Before {
            void transfer(long from, long to);
        }

        @Remote(name = "org.shop.Bank", version = "1.0")
        interface Swapped {
            void transfer(long to, long from);
        }

        @Remote(name = "org.shop.Bank", version = "1.0")
        interface More {
            void transfer(long from, long to);

            void close(long account);
        }
    }

    @Test
    void parametersThatChangePlacesAreTheNextMajorVersion() {
        record(Bank.Before.class);

        assertThat(error(Bank.Swapped.class).lines())
                .hasSize(6)
                .contains(
                        "  method transfer",
                        "-   takes int64 long from",
                        "-   takes int64 long to",
                        "+   takes int64 long to",
                        "+   takes int64 long from")
                .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("(expected: version 2.0, as those who have 1.0 would break: transfer(long, long): parameters"
                        + " from and to have changed places (");
    }

    /** Whoever records with {@code -parameters} and builds without, or the reverse, has the same contract. */
    @Test
    void namesThatAreNotRecordedAreNotMissed() throws IOException {
        record(Bank.Before.class);
        Path file = files().resolve("org.shop.Bank-1.0.contract");
        Files.writeString(
                file, Files.readString(file).replace("long from", "long").replace("long to", "long"));

        assertThatCode(() -> verify(Bank.Before.class)).doesNotThrowAnyException();
        assertThat(error(Bank.More.class).lines().skip(1)).containsExactly("+ method close", "+   takes int64 long");
    }

    @Test
    void filesFromWindowsAreTheSame() throws IOException {
        record(V10.Orders.class);
        Path file = files().resolve("org.shop.Orders-1.0.contract");
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        assertThatCode(() -> verify(V10.Orders.class)).doesNotThrowAnyException();
    }

    @Test
    void whatWasAddedWithoutAVersionIsTheNextMinorOne() {
        record(V10.Orders.class);

        assertThat(error(V11.Unraised.class).lines())
                .containsExactly(
                        "CDIRPC317011: org.shop.Orders 1.0 is recorded with another shape in "
                                + files().resolve("org.shop.Orders-1.0.contract")
                                + " (-) than it has now (+) (expected: version 1.1, as what was added is safe for those who"
                                + " have 1.0; or, only if 1.0 was never deployed, record it anew with"
                                + " -Dcdirpc.contracts=record):",
                        "  type Order fields",
                        "+   field note text",
                        "+ method cancel",
                        "+   takes text String sku");
    }

    @Test
    void whatBreaksConsumersWithoutAVersionIsTheNextMajorOne() {
        record(V10.Orders.class);

        assertThat(error(V20.Unraised.class))
                .contains("(expected: version 2.0, as those who have 1.0 would break: place(Order): argument 1")
                .contains("the consumer 1.0 writes object Order, the provider 1.1 reads text")
                .contains("-   takes #Order Order order")
                .contains("+   takes text String sku")
                .contains("- type Order fields");
    }

    @Test
    void anUndeployedVersionMayBeRecordedAnew() {
        record(V10.Orders.class);
        record(V11.Unraised.class);

        assertThatCode(() -> verify(V11.Unraised.class)).doesNotThrowAnyException();
    }

    @Test
    void aMinorVersionHasToServeAllThatAreRecordedOfItsMajorOne() throws IOException {
        record(V10.Orders.class);
        record(V11.Orders.class);

        String breaks = thrown(() -> record(V20.AsMinor.class));

        assertThat(breaks)
                .contains("CDIRPC317012: org.shop.Orders 1.2 breaks consumers of 1.0, which it serves as the same major"
                        + " version (expected: version 2.0, or that they fit; delete "
                        + files().resolve("org.shop.Orders-1.0.contract") + " once nobody has 1.0 any more):")
                .contains("CDIRPC317012: org.shop.Orders 1.2 breaks consumers of 1.1")
                .contains("  cancel(String): the consumer 1.1 calls it, the provider 1.2 has no method of this name");
        assertThat(recorded()).hasSize(2);
        assertThat(error(V20.AsMinor.class)).startsWith(breaks).contains("CDIRPC317010");
    }

    @Test
    void anOlderVersionHasToBeServedByTheNewerOnes() {
        record(V10.Orders.class);
        record(V11.Orders.class);

        assertThat(thrown(() -> record(V11.Patch.class)))
                .startsWith(
                        "CDIRPC317013: consumers of org.shop.Orders 1.0.1 break with providers of 1.1, which serve them"
                                + " as the same major version")
                .contains("  urgent(): the consumer 1.0.1 calls it, the provider 1.1 has no method of this name");
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        record(V10.Orders.class);
        for (String name : List.of("org.shop.Orders-legacy-1.0.contract", "org.shop.Orders-1.contract", "readme.txt")) {
            Files.writeString(files().resolve(name), "nothing that could be read");
        }

        assertThatCode(() -> verify(V10.Orders.class)).doesNotThrowAnyException();
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        record(V10.Orders.class);
        Path file = files().resolve("org.shop.Orders-1.0.contract");
        String text = Files.readString(file);

        Files.writeString(file, "<<<<<<< HEAD\n" + text);
        assertThat(error(V10.Orders.class))
                .startsWith("CDIRPC317015: " + file
                        + " cannot be read: CDIRPC317001: contract descriptor: it begins with" + " \"<<<<<<< HEAD\"");
        Files.writeString(file, text.replace("Orders", "Bills"));
        assertThat(error(V10.Orders.class))
                .startsWith(
                        "CDIRPC317014: " + file + ": it describes org.shop.Bills 1.0 (expected: org.shop.Orders 1.0");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(error(V10.Orders.class)).startsWith("CDIRPC317015: " + file + " cannot be read: ");
    }

    interface Odd {
        @Remote(name = "../shop: orders@home", group = "blue/green", version = "3.1.4")
        interface Orders {
            int place(String sku);
        }

        class NoContract {}
    }

    @Test
    void anyServiceNameIsAFileNameAndStaysInTheDirectory() throws IOException {
        record(Odd.Orders.class);

        assertThat(recorded()).containsExactly("..%2Fshop%3A%20orders%40home@blue%2Fgreen-3.1.4.contract");
        assertThatCode(() -> verify(Odd.Orders.class)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoContractSaysWhy() {
        assertThat(error(Odd.NoContract.class)).startsWith("CDIRPC310010: " + Odd.NoContract.class.getName());
    }

    @Test
    void aWrongPropertyIsNotTakenForNone() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> new RecordedContract(V10.Orders.class, files(), "recrod").verify())
                .withMessage(
                        "CDIRPC317017: -Dcdirpc.contracts=recrod (expected: record, which writes the files, or no such"
                                + " property)");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectories(directory.resolve("src/main"));
        Files.writeString(files(), "a file where the directory should be");

        assertThat(thrown(() -> record(V10.Orders.class))).startsWith("CDIRPC317016: " + files());
    }
}
