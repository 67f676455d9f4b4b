package org.cdirpc.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cdirpc.spi.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceRecordTest {

    private static final String GOOD =
            "format=1\nnode=n\ninstance=i\nhost=h\nport=1\nweight=5\nstate=UP\nepoch=2\nbeat=3\n";

    private static InstanceRecord decode(String text) throws MalformedRecordException {
        return InstanceRecord.decode(text.getBytes(UTF_8));
    }

    @Test
    void comesBackAsItWas() throws MalformedRecordException {
        Instance instance = new Instance(
                "kasse=1 \\ü😀",
                "i-1",
                "::1",
                65_535,
                "süd",
                1000,
                InstanceState.DRAINING,
                Long.MAX_VALUE,
                List.of(
                        new ServiceOffer(new ServiceKey("a.B", "blue"), Version.parse("1.2.3"), ""),
                        new ServiceOffer(new ServiceKey("a.B", ""), Version.parse("2"), "ff00")),
                false);
        InstanceRecord record = new InstanceRecord(instance, 42, "member");
        assertThat(InstanceRecord.decode(record.encode())).isEqualTo(record);
    }

    @Test
    void whatNewerReleasesAddIsSkipped() throws MalformedRecordException {
        InstanceRecord record =
                decode(GOOD.replace("format=1", "format=7") + "colour=blue\n# a line\noffer=s\t\t1.2\thash\tmore\n");
        assertThat(record.instance().offers())
                .containsExactly(new ServiceOffer(new ServiceKey("s", ""), Version.parse("1.2"), "hash"));
        assertThat(record.beat()).isEqualTo(3);
    }

    @Test
    void aStateOfANewerReleaseTakesNoCalls() throws MalformedRecordException {
        assertThat(decode(GOOD.replace("=UP", "=RESTING")).instance().state()).isEqualTo(InstanceState.DRAINING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "format=1\n",
                "format=1\nnode=n\nnode=n\n",
                GOOD + "offer=s\n",
                GOOD + "offer=s\tg\tone\th\n",
                GOOD + "offer=\tg\t1\th\n",
                GOOD + "zone=a\u0007b\n",
                GOOD + "port=1\n",
                "format=1\nnode=n\ninstance=i\nhost=h\nport=70000\nweight=5\nstate=UP\nepoch=2\nbeat=3\n",
                "format=1\nnode=n\ninstance=i\nhost=h\nport=4294967297\nweight=5\nstate=UP\nepoch=2\nbeat=3\n",
                "format=1\nnode=n\ninstance=i\nhost=h\nport=1\nweight=0\nstate=UP\nepoch=2\nbeat=3\n",
                "format=1\nnode=n\ninstance=i\nhost=h\nport=1\nweight=5\nstate=UP\nepoch=x\nbeat=3\n",
                "format=1\nnode=n\ninstance=i\nhost=h\nport=1\nweight=5\nstate=UP\nepoch=2\n",
                "format=1\nnode=\ninstance=i\nhost=h\nport=1\nweight=5\nstate=UP\nepoch=2\nbeat=3\n"
            })
    void whatIsMalformedIsSaidAndNothingElseIsThrown(String text) {
        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> decode(text));
    }

    @Test
    void sizeAndNumberOfServicesAreBounded() {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> InstanceRecord.decode(new byte[InstanceRecord.MAX_BYTES + 1]))
                .withMessageContaining("262145 bytes (expected: at most 262144)");
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> decode(GOOD + "offer=s\t\t1\t\n".repeat(10_001)))
                .withMessageContaining("more than 10000 services");
        ServiceOffer[] many = IntStream.range(0, 9_000)
                .mapToObj(i -> Instances.offer("a.long.name.of.a.service." + i, "1"))
                .toArray(ServiceOffer[]::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InstanceRecord(Instances.up("i", many), 1, "").encode())
                .withMessageStartingWith("CDIRPC200507:");
    }

    @Test
    void noMutationOfAnEntryThrowsAnythingElse() {
        byte[] good = new InstanceRecord(Instances.up("i", Instances.offer("s", "1.2")), 1, "m").encode();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = 0; change < 3 && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                InstanceRecord.decode(bytes);
            } catch (MalformedRecordException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
