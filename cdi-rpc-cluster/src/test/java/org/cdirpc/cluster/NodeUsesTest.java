package org.cdirpc.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cdirpc.spi.Version;
import org.cdirpc.spi.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeUsesTest {

    private static final String GOOD = "format=1\nnode=n\ninstance=i\nepoch=2\n";

    private static NodeUses decode(String text) throws MalformedRecordException {
        return NodeUses.decode(text.getBytes(UTF_8));
    }

    private static Use use(String name, String group, String range, String version, String hash) {
        return new Use(new ServiceKey(name, group), VersionRange.parse(range), Version.parse(version), hash);
    }

    @Test
    void comesBackAsItWas() throws MalformedRecordException {
        NodeUses uses = new NodeUses(
                "kasse=1 \\ü😀",
                "i-1",
                Long.MIN_VALUE,
                List.of(
                        use("a.B", "blue", "1.2", "1.2.3", "ff00"),
                        use("a.B", "", "[1.2,1.4]", "1.2", ""),
                        use("a.B", "", "(1.2.1,)", "1.2", "h"),
                        use("a.B", "", "[1.2.1]", "1.2", "h"),
                        use("a.B", "", "(,65535]", "65535", "h"),
                        new Use(
                                new ServiceKey("open", ""),
                                new VersionRange(Version.parse("3"), true, Optional.empty(), true),
                                Version.parse("3"),
                                "h")));
        assertThat(NodeUses.decode(uses.encode())).isEqualTo(uses);
        assertThat(NodeUses.decode(new NodeUses("n", "i", 0, List.of()).encode())
                        .uses())
                .isEmpty();
    }

    /** Another release reads these bytes: they may grow, and never change. */
    @Test
    void isThisText() {
        NodeUses uses = new NodeUses("n", "i", 2, List.of(use("a.B", "blue", "[1.2,1.4)", "1.2", "ff")));
        assertThat(new String(uses.encode(), UTF_8)).isEqualTo(GOOD + "use=a.B\tblue\t[1.2,1.4)\t1.2\tff\n");
    }

    @Test
    void whatNewerReleasesAddIsSkipped() throws MalformedRecordException {
        NodeUses uses =
                decode(GOOD.replace("format=1", "format=7") + "colour=blue\n# a line\nuse=s\t\t1.2\t1.2\thash\tmore\n");
        assertThat(uses).isEqualTo(new NodeUses("n", "i", 2, List.of(use("s", "", "1.2", "1.2", "hash"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "format=1\n",
                GOOD + "node=n\n",
                GOOD + "use=s\n",
                GOOD + "use=s\tg\t1\t1\n",
                GOOD + "use=s\tg\t[2,1]\t1\th\n",
                GOOD + "use=s\tg\tall\t1\th\n",
                GOOD + "use=s\tg\t1\tone\th\n",
                GOOD + "use=\tg\t1\t1\th\n",
                GOOD + "use=s\tg\t1\t1\th\u0007\n",
                "format=1\nnode=n\ninstance=i\nepoch=x\n",
                "format=1\nnode=n\ninstance=i\n",
                "format=1\nnode=n\nepoch=2\n",
                "format=1\nnode=\ninstance=i\nepoch=2\n",
                "format=1\nnode=n\ninstance=\nepoch=2\n"
            })
    void whatIsMalformedIsSaidAndNothingElseIsThrown(String text) {
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> decode(text));
    }

    @Test
    void sizeAndNumberAreBounded() {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> NodeUses.decode(new byte[NodeUses.MAX_BYTES + 1]))
                .withMessageContaining("262145 bytes (expected: at most 262144)");
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> decode(GOOD + "use=s\t\t1\t1\t\n".repeat(10_001)))
                .withMessageContaining("more than 10000 services");
    }

    @Test
    void noMutationOfAnEntryThrowsAnythingElse() {
        byte[] good = new NodeUses("n", "i", 1, List.of(use("s", "g", "[1.2,2)", "1.2", "h"))).encode();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = 0; change < 3 && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                NodeUses.decode(bytes);
            } catch (MalformedRecordException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void aContractsTextIsBoundedAndWhatUtf8CanSay() throws MalformedRecordException {
        ServiceKey key = new ServiceKey("s", "");
        Version version = Version.parse("1.2");
        String most = "ü".repeat(StoredContract.MAX_BYTES / 2);
        StoredContract large = new StoredContract(key, version, "h", most);
        assertThat(StoredContract.decode(key, version, "h", large.encode())).isEqualTo(large);
        for (String bad : List.of("", most + "x", "x".repeat(StoredContract.MAX_BYTES + 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StoredContract(key, version, "h", bad))
                    .withMessageStartingWith("CDIRPC200540: contract of s 1.2: ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredContract(key, version, "h", "a\ud83d"))
                .withMessageStartingWith("CDIRPC200541:");
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredContract(key, version, "", "text"));
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredContract(key, version, "a\tb", "text"));
        for (byte[] bad : List.of(new byte[0], new byte[StoredContract.MAX_BYTES + 1], new byte[] {(byte) 0xc3})) {
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> StoredContract.decode(key, version, "h", bad));
        }
    }
}
