package org.cdirpc.extension.version;

import static org.cdirpc.extension.version.VersionMessages.TEXT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cdirpc.extension.contract.Contract;
import org.cdirpc.extension.contract.ContractReading;
import org.cdirpc.spi.Version;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborMapping;

/**
 * Compares a contract with what is recorded of it, so that a build fails before a deployment does. For tests, of any
 * framework:
 *
 * <pre>{@code
 * class OrdersContractTest {
 *     @Test
 *     void isAsRecorded() {
 *         RecordedContract.of(Orders.class).verify();
 *     }
 * }
 * }</pre>
 *
 * <p>There is one file for each version that was released, such as {@code src/main/contracts/org.shop.Orders-1.2.contract},
 * which belongs under version control. {@code mvn test -Dcdirpc.contracts=record} writes the file of the version that the
 * interface has now. From then on:
 *
 * <ul>
 *   <li>the interface looks as recorded under its version: all is well;
 *   <li>it looks otherwise: an error that tells what differs, and which version to take;
 *   <li>its version has no file yet: an error, so that no version leaves a build unrecorded;
 *   <li>other versions of its major version are recorded: it has to serve consumers of older ones, and to be served by
 *       providers of newer ones. A version that nobody has any more is forgotten by deleting its file;
 *   <li>a new major version may look as it likes.
 * </ul>
 *
 * <p>Recording refuses what would break consumers; it does replace the file of the interface's own version, which is right
 * until that version is deployed, and seen in version control afterwards. Immutable; one {@link #verify} at a time may
 * record in a directory.
 */
public final class RecordedContract {

    /** The system property that makes {@link #verify} write files, if its value is {@code record}. */
    public static final String PROPERTY = "cdirpc.contracts";

    private static final String RECORD = "record";
    private static final int MOST_MISFITS = 20;

    /** In a version. */
    private static final int LARGEST = 65_535;

    private final Class<?> contract;
    private final Path directory;
    private final String mode;

    RecordedContract(Class<?> contract, Path directory, String mode) {
        this.contract = contract;
        this.directory = directory;
        this.mode = mode;
    }

    /** Of an interface, in {@code src/main/contracts} of the directory that the build runs in. */
    public static RecordedContract of(Class<?> contract) {
        return new RecordedContract(contract, Path.of("src", "main", "contracts"), System.getProperty(PROPERTY, ""));
    }

    /** With the files in another directory, which is made when it is needed. */
    public RecordedContract in(Path other) {
        return new RecordedContract(contract, other, mode);
    }

    /**
     * Compares, or records.
     *
     * @throws AssertionError if the contract is not as recorded, not recorded, no contract at all, or breaks others; its
     *     text says everything that is wrong and what to do
     */
    public void verify() {
        if (!mode.isEmpty() && !mode.equals(RECORD)) {
            throw new AssertionError(TEXT.badProperty(PROPERTY, mode, RECORD));
        }
        ContractDescriptor now = describe();
        ContractFiles files = new ContractFiles(directory, now);
        List<String> problems = new ArrayList<>();
        List<ContractDescriptor> sameMajor = files.sameMajor();
        for (ContractDescriptor recorded : sameMajor) {
            judge(now, recorded, sameMajor, files, problems);
        }
        if (mode.equals(RECORD)) {
            if (problems.isEmpty()) {
                files.write(now);
            }
        } else if (sameMajor.stream().noneMatch(recorded -> recorded.version().equals(now.version()))) {
            problems.add(TEXT.notRecorded(
                    now.toString(), files.of(now.version()).toAbsolutePath().toString(), PROPERTY, RECORD));
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), problems));
        }
    }

    private ContractDescriptor describe() {
        CborMapping mapping = new CborMapping(CborLimits.DEFAULT);
        ContractReading reading = Contract.read(contract, mapping);
        if (reading.contract().isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), reading.problems()));
        }
        return ContractDescriptor.of(reading.contract().get(), mapping);
    }

    private void judge(
            ContractDescriptor now,
            ContractDescriptor recorded,
            List<ContractDescriptor> sameMajor,
            ContractFiles files,
            List<String> problems) {
        String file = files.of(recorded.version()).toString();
        int age = recorded.version().compareTo(now.version());
        if (age == 0) {
            if (!mode.equals(RECORD) && !recorded.looksLike(now)) {
                problems.add(recordedOtherwise(now, recorded, nextMinor(sameMajor), file));
            }
        } else if (age < 0) {
            Compatibility older = Compatibility.of(recorded, now);
            if (!older.fits()) {
                problems.add(TEXT.breaksOlder(
                        now.toString(),
                        recorded.version().toString(),
                        nextMajor(now.version()).toString(),
                        file,
                        recorded.version().toString(),
                        misfits(older)));
            }
        } else {
            Compatibility newer = Compatibility.of(now, recorded);
            if (!newer.fits()) {
                problems.add(
                        TEXT.breaksWithNewer(now.toString(), recorded.version().toString(), file, misfits(newer)));
            }
        }
    }

    private static String recordedOtherwise(
            ContractDescriptor now, ContractDescriptor recorded, Version minor, String file) {
        String was = recorded.version().toString();
        Compatibility asMinor = Compatibility.of(recorded, now.withVersion(minor));
        return TEXT.recordedOtherwise(
                now.toString(),
                file,
                (asMinor.fits() ? minor : nextMajor(now.version())).toString(),
                asMinor.fits() ? TEXT.isMinor(was) : TEXT.isMajor(was, misfits(asMinor)),
                was,
                PROPERTY,
                RECORD,
                new Difference(recorded, now).text());
    }

    private static String misfits(Compatibility compatibility) {
        List<String> all = List.copyOf(compatibility.misfits().values());
        String first = String.join(
                System.lineSeparator() + "  ", all.stream().limit(MOST_MISFITS).toList());
        return all.size() <= MOST_MISFITS
                ? first
                : first + System.lineSeparator() + "  and " + (all.size() - MOST_MISFITS) + " methods more";
    }

    /** After all that are recorded. */
    private static Version nextMinor(List<ContractDescriptor> sameMajor) {
        Version latest = sameMajor.get(sameMajor.size() - 1).version();
        return new Version(latest.major(), Math.min(latest.minor() + 1, LARGEST), 0);
    }

    private static Version nextMajor(Version version) {
        return new Version(Math.min(version.major() + 1, LARGEST), 0, 0);
    }
}
