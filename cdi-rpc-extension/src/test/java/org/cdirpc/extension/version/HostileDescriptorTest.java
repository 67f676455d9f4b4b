package org.cdirpc.extension.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Descriptors arrive from others and are judged before anyone knows them: neither time, room nor logs are theirs. */
@Timeout(60)
class HostileDescriptorTest {

    private static final String HEAD = "cdi-rpc contract 1\nservice s\nversion 1.0\n";

    /** Every overload may be any other, and every type of one side be compared with every type of the other. */
    @Test
    void pairsOfOverloadsAndTypesAreBounded() {
        int n = 2000;
        String consumer = HEAD
                + lines(n, i -> "method m\n takes #T" + i + " h" + i)
                + lines(
                        n,
                        i -> "type T" + i + " fields\n"
                                + lines(4, k -> " field f" + k + " #T" + ((i * 4 + k + 1) % n))
                                        .stripTrailing());
        String provider = HEAD
                + "method m\n takes #N N\nmethod m\n takes #M M\ntype N fields\n"
                + lines(20, i -> " field f" + i + (i % 2 == 0 ? " #M" : " #N"))
                + "type M fields\n"
                + lines(20, i -> " field f" + i + (i % 2 == 0 ? " #N" : " #M"));

        Compatibility verdict = judge(consumer, provider);

        assertThat(verdict.misfits()).hasSize(n);
        assertThat(length(verdict)).isLessThan(n * 2_000L);
    }

    @Test
    void longNamesAreNotRepeatedForEveryFieldBehindThem() {
        String head =
                HEAD + "method a\n takes #A A\ntype A fields\n field " + "x".repeat(300_000) + " #B\ntype B fields\n";
        Compatibility verdict = judge(
                head + lines(20_000, i -> " field f" + i + " text"),
                head + lines(20_000, i -> " field f" + i + " int8"));

        assertThat(verdict.misfits()).hasSize(1);
        assertThat(length(verdict)).isLessThan(10_000);
    }

    @Test
    void differencesThatDoNoHarmAreNotRepeatedForEveryMethod() {
        String methods = lines(9_000, i -> "method a" + i + "\n takes #B B") + "type B fields\n";
        Compatibility verdict = judge(
                (HEAD + methods + lines(40_000, i -> " field f" + i + " text")).replace("version 1.0", "version 1.1"),
                HEAD + methods + " field f0 text\n");

        assertThat(verdict.misfits()).isEmpty();
        assertThat(length(verdict)).isLessThan(1_000_000);
    }

    @Test
    void namesDoNotBeginLinesOfLogs() {
        String evil = "\"x\\u000a2026 ERROR \\u001b[31m\\u2028fake\"";
        String consumer = HEAD + "method a\n takes #A " + evil + "\n returns #E\n throws " + evil + " A\nmethod " + evil
                + "\ntype A fields\n field " + evil + " text\ntype E constants\n constant k\n";
        String provider = HEAD + "method a\n takes #A h\n returns #E\n throws " + evil
                + " A\ntype A fields\n field f int8 required\ntype E constants\n constant " + evil + "\n";
        Compatibility verdict = judge(consumer, provider);

        assertThat(verdict.misfits()).hasSize(2);
        assertThat(verdict.toString()).contains("ERROR").doesNotContainPattern("[\\p{Cntrl}\\u2028]");
        assertThat(judge(provider, consumer).toString()).doesNotContainPattern("[\\p{Cntrl}\\u2028]");
    }

    /** A large contract with many ways through its types is no attack. */
    @Test
    void aLargeContractFitsItself() {
        int n = 600;
        String large = HEAD
                + lines(n, i -> "method m" + i + "\n takes list<#T" + i + "> List\n returns #T" + i)
                + lines(
                        n,
                        i -> "type T" + i + " fields\n"
                                + lines(15, k -> " field f" + k + " #T" + ((i * 7 + k * 31 + 1) % n))
                                        .stripTrailing());
        Compatibility verdict = judge(large, large.replace("version 1.0", "version 1.1"));

        assertThat(verdict.misfits()).isEmpty();
        assertThat(verdict.notes()).isEmpty();
    }

    private static Compatibility judge(String consumer, String provider) {
        return Compatibility.of(ContractDescriptor.parse(consumer), ContractDescriptor.parse(provider));
    }

    private static String lines(int n, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, n).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static long length(Compatibility verdict) {
        return verdict.toString().length();
    }
}
