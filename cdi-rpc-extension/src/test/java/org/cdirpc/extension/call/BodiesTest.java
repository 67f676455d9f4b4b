package org.cdirpc.extension.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdirpc.extension.contract.Signature;
import org.cdirpc.transport.cbor.CborException;
import org.cdirpc.transport.cbor.CborLimits;
import org.cdirpc.transport.cbor.CborWriter;
import org.junit.jupiter.api.Test;

/** The protocol's own bodies come back as they were, and hostile ones are refused. */
class BodiesTest {

    private static final CborLimits LIMITS = CborLimits.DEFAULT;

    @Test
    void bindRequest() {
        BindRequest request = new BindRequest(
                17,
                "org.shop.Orders",
                "blue",
                "1.2",
                List.of(
                        new Signature("place", List.of("object"), List.of("Order"), "object", false),
                        new Signature("seen", List.of(), List.of(), "void", true)),
                List.of());

        assertThat(BindRequest.decode(request.encode(), LIMITS)).isEqualTo(request);
        BindRequest withShapes = new BindRequest(
                17, "s", "", "1.2", request.methods(), List.of(new Shapes("0a", ""), new Shapes("", "0b")));
        assertThat(BindRequest.decode(withShapes.encode(), LIMITS)).isEqualTo(withShapes);
    }

    private static BindRequest described(List<Shapes> shapes) {
        Signature method = new Signature("m", List.of("int"), List.of("int"), "text", false);
        return new BindRequest(1, "s", "", "1.2", List.of(method), shapes).describedBy("[1.2,1.4)", "text öäü");
    }

    @Test
    void aDescriptorStandsBehindWhatOlderReleasesRead() {
        BindRequest byName = described(List.of());
        BindRequest byPosition = described(List.of(new Shapes("0a", "0b")));

        assertThat(BindRequest.decode(byName.encode(), LIMITS)).isEqualTo(byName);
        assertThat(BindRequest.decode(byPosition.encode(), LIMITS)).isEqualTo(byPosition);
        assertThat(byPosition.described()).isTrue();
        assertThat(byPosition.describedBy("", "").described()).isFalse();
    }

    /** What releases before descriptors write and read, byte by byte. */
    @Test
    void withoutADescriptorABindIsWhatItAlwaysWas() {
        BindRequest byPosition = described(List.of(new Shapes("0a", "0b"))).describedBy("", "");
        byte[] written = methodWith(new CborWriter(1000).writeArray(6))
                .writeArray(2)
                .writeText("0a")
                .writeText("0b")
                .toByteArray();

        assertThat(byPosition.encode()).isEqualTo(written);
        assertThat(BindRequest.decode(written, LIMITS)).isEqualTo(byPosition);
        byte[] named = methodWith(new CborWriter(1000).writeArray(5)).toByteArray();
        assertThat(described(List.of()).describedBy("", "").encode()).isEqualTo(named);
        assertThat(BindRequest.decode(named, LIMITS).described()).isFalse();
    }

    private static CborWriter methodWith(CborWriter out) {
        out.writeInt(1).writeText("s").writeText("").writeText("1.2").writeArray(1);
        out.writeArray(5)
                .writeText("m")
                .writeArray(1)
                .writeText("int")
                .writeArray(1)
                .writeText("int");
        return out.writeText("text").writeBoolean(false);
    }

    @Test
    void whatALaterReleasePutsBehindIsSkipped() {
        byte[] later = methodWith(new CborWriter(1000).writeArray(10))
                .writeArray(0)
                .writeText("[1.2,1.4)")
                .writeBytes("text öäü".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .writeMap(1)
                .writeText("further")
                .writeArray(1)
                .writeInt(7)
                .writeText("and more")
                .toByteArray();
        assertThat(BindRequest.decode(later, LIMITS)).isEqualTo(described(List.of()));
        byte[] answer = new CborWriter(1000)
                .writeArray(5)
                .writeText("1.3")
                .writeText("")
                .writeArray(0)
                .writeArray(0)
                .writeText("more")
                .toByteArray();
        assertThat(BindAnswer.decode(answer, LIMITS)).isEqualTo(new BindAnswer("1.3", "", Map.of(), List.of()));
    }

    @Test
    void aRangeWithoutADescriptorIsNoBind() {
        byte[] half = methodWith(new CborWriter(1000).writeArray(7))
                .writeArray(0)
                .writeText("1.2")
                .toByteArray();
        assertThatThrownBy(() -> BindRequest.decode(half, LIMITS)).hasMessageContaining("7 fields in a BIND");
        byte[] empty = methodWith(new CborWriter(1000).writeArray(8))
                .writeArray(0)
                .writeText("1.2")
                .writeBytes(new byte[0])
                .toByteArray();
        assertThatThrownBy(() -> BindRequest.decode(empty, LIMITS)).hasMessageContaining("0 bytes of a descriptor");
        byte[] wrongShapes = methodWith(new CborWriter(1000).writeArray(8))
                .writeArray(1)
                .writeText("0a")
                .writeText("1.2")
                .writeBytes(new byte[] {'x'})
                .toByteArray();
        assertThatThrownBy(() -> BindRequest.decode(wrongShapes, LIMITS)).hasMessageContaining("1 digests");
        byte[] tooMany =
                methodWith(new CborWriter(1000).writeArray(65)).writeArray(0).toByteArray();
        assertThatThrownBy(() -> BindRequest.decode(java.util.Arrays.copyOf(tooMany, 200), LIMITS))
                .hasMessageContaining("65 fields in a BIND");
    }

    /** Every single byte changed, in every way: it is read, or refused in our own words. */
    @Test
    void aBindWithAnyByteChangedIsReadOrRefused() {
        byte[] whole = described(List.of(new Shapes("0a", "0b"))).encode();
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                try {
                    BindRequest.decode(changed, LIMITS);
                } catch (CborException | IllegalArgumentException inOurWords) {
                    assertThat(inOurWords).hasMessageStartingWith("CDIRPC");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void bindAnswer() {
        BindAnswer answer = new BindAnswer("1.3", "", Map.of(3, "place(object) is not served"), List.of());

        assertThat(BindAnswer.decode(answer.encode(), LIMITS)).isEqualTo(answer);
        BindAnswer withAgreed = new BindAnswer(
                "1.3", "", Map.of(), List.of(new Shapes.Agreed(true, false), new Shapes.Agreed(false, true)));
        assertThat(BindAnswer.decode(withAgreed.encode(), LIMITS)).isEqualTo(withAgreed);
    }

    @Test
    void failureDetails() {
        IllegalStateException thrown = new IllegalStateException("broken");
        FailureDetails details = FailureDetails.of("it broke", thrown, "Broken", new byte[] {1, 2});
        byte[] encoded = details.encode(60_000);

        FailureDetails decoded = FailureDetails.decode(encoded, 0, encoded.length, LIMITS);

        assertThat(decoded.message()).isEqualTo("it broke");
        assertThat(decoded.type()).isEqualTo(IllegalStateException.class.getName());
        assertThat(decoded.frames())
                .hasSizeLessThanOrEqualTo(FailureDetails.MOST_FRAMES)
                .first()
                .asString()
                .contains("BodiesTest.failureDetails");
        assertThat(decoded.exception()).isEqualTo("Broken");
        assertThat(decoded.data()).containsExactly(1, 2);
    }

    @Test
    void aLongMessageIsCutWhereNoCharacterBreaks() {
        String smiley = "\uD83D\uDE00";
        FailureDetails details = FailureDetails.of("x" + smiley.repeat(4000));
        byte[] encoded = details.encode(60_000);

        String decoded =
                FailureDetails.decode(encoded, 0, encoded.length, LIMITS).message();

        assertThat(decoded).hasSizeLessThan(4010).startsWith("x" + smiley).endsWith(smiley + "...");
    }

    @Test
    void attachmentsStandBeforeTheBody() {
        Map<String, String> attachments = new LinkedHashMap<>();
        attachments.put("tenant", "blue");
        attachments.put("ümlaut", "");
        byte[] encoded = Attachments.encode(attachments);
        byte[] payload = new byte[encoded.length + 3];
        System.arraycopy(encoded, 0, payload, 1, encoded.length);

        Attachments.Read read = Attachments.decode(payload, 1, payload.length - 1, LIMITS);

        assertThat(read.attachments()).isEqualTo(attachments);
        assertThat(read.bodyOffset()).isEqualTo(1 + encoded.length);
        assertThat(Attachments.encode(Map.of())).isEmpty();
    }

    @Test
    void attachmentsAreBounded() {
        assertThatThrownBy(() -> Attachments.encode(Map.of("k", "v".repeat(Attachments.MOST_BYTES))))
                .isInstanceOf(CborException.class);
        CborWriter tooMany = new CborWriter(10_000).writeMap(65);
        for (int i = 0; i < 65; i++) {
            tooMany.writeText("k" + i).writeText("");
        }
        byte[] bytes = tooMany.toByteArray();
        assertThatThrownBy(() -> Attachments.decode(bytes, 0, bytes.length, LIMITS))
                .hasMessageContaining("65 attachments (expected: at most 64)");
    }

    @Test
    void everyTruncationOfABindIsRefused() {
        byte[] whole = new BindRequest(
                        0,
                        "s",
                        "",
                        "1.0",
                        List.of(new Signature("m", List.of("int"), List.of("int"), "text", false)),
                        List.of(new Shapes("0a", "0b")))
                .encode();
        everyTruncationIsRefused(whole);
        everyTruncationIsRefused(described(List.of(new Shapes("0a", "0b"))).encode());
    }

    private static void everyTruncationIsRefused(byte[] whole) {
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BindRequest.decode(part, LIMITS))
                    .isInstanceOfAny(CborException.class, IllegalArgumentException.class);
        }
    }

    @Test
    void aBindBeyondTheLimitsIsRefused() {
        byte[] method = new CborWriter(100)
                .writeArray(5)
                .writeInt(70_000)
                .writeText("s")
                .writeText("")
                .writeText("1.0")
                .writeArray(0)
                .toByteArray();
        assertThatThrownBy(() -> BindRequest.decode(method, LIMITS))
                .hasMessageContaining("70000 as the first method id");
    }
}
