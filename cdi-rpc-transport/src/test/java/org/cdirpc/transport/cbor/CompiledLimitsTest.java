package org.cdirpc.transport.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cdirpc.transport.cbor.Collected.collected;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.sun.management.ThreadMXBean;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.cdirpc.transport.cbor.CborException.Reason;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** What has no code, and where the code stops. */
@NullUnmarked
class CompiledLimitsTest {

    private static final CborMapping MAPPING = new CborMapping(CborLimits.DEFAULT);

    record Renamed(@JsonProperty("b") int a) {}

    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @interface Sparse {}

    @Sparse
    record OfABundle(String a) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Typed {}

    record Inherits(int a) implements Typed {}

    record MoreGetters(int a) {
        public int getTwice() {
            return 2 * a;
        }
    }

    enum Valued {
        A;

        @JsonValue
        int value() {
            return 1;
        }
    }

    sealed interface Shape permits Circle {}

    record Circle(int radius) implements Shape {}

    record Drawing(Shape shape) {}

    record Zoned(ZonedDateTime at) {}

    record Nothing() {}

    record TooWide(
            int f0,
            int f1,
            int f2,
            int f3,
            int f4,
            int f5,
            int f6,
            int f7,
            int f8,
            int f9,
            int f10,
            int f11,
            int f12,
            int f13,
            int f14,
            int f15,
            int f16,
            int f17,
            int f18,
            int f19,
            int f20,
            int f21,
            int f22,
            int f23,
            int f24,
            int f25,
            int f26,
            int f27,
            int f28,
            int f29,
            int f30,
            int f31,
            int f32,
            int f33,
            int f34,
            int f35,
            int f36,
            int f37,
            int f38,
            int f39,
            int f40,
            int f41,
            int f42,
            int f43,
            int f44,
            int f45,
            int f46,
            int f47,
            int f48,
            int f49,
            int f50,
            int f51,
            int f52,
            int f53,
            int f54,
            int f55,
            int f56,
            int f57,
            int f58,
            int f59,
            int f60,
            int f61,
            int f62,
            int f63,
            int f64) {}

    record Wide(
            double f0,
            long f1,
            double f2,
            long f3,
            double f4,
            long f5,
            double f6,
            long f7,
            double f8,
            long f9,
            double f10,
            long f11,
            double f12,
            long f13,
            double f14,
            long f15,
            double f16,
            long f17,
            double f18,
            long f19,
            double f20,
            long f21,
            double f22,
            long f23,
            double f24,
            long f25,
            double f26,
            long f27,
            double f28,
            long f29,
            double f30,
            long f31,
            double f32,
            long f33,
            double f34,
            long f35,
            double f36,
            long f37,
            double f38,
            long f39,
            double f40,
            long f41,
            double f42,
            long f43,
            double f44,
            long f45,
            double f46,
            long f47,
            double f48,
            long f49,
            double f50,
            long f51,
            double f52,
            long f53,
            double f54,
            long f55,
            double f56,
            long f57,
            double f58,
            long f59,
            double f60,
            long f61,
            double f62,
            long f63) {}

    static List<Type> libraryTypes() {
        return List.of(
                Renamed.class,
                OfABundle.class,
                Inherits.class,
                MoreGetters.class,
                Valued.class,
                Drawing.class,
                Zoned.class,
                Nothing.class,
                TooWide.class,
                RoundTripTest.Bean.class,
                type(new TypeReference<Optional<Optional<String>>>() {}),
                type(new TypeReference<SortedSet<String>>() {}),
                type(new TypeReference<Set<Samples.Few>>() {}),
                type(new TypeReference<Map<Integer, String>>() {}),
                type(new TypeReference<List<Renamed>>() {}));
    }

    @ParameterizedTest
    @MethodSource("libraryTypes")
    void whatIsNotPlainDataIsTheLibrarys(Type type) {
        assertThat(MAPPING.codec(type)).isNotInstanceOf(CompiledCodec.class);
        assertThat(MAPPING.positional(type)).isNull();
        assertThat(MAPPING.tuple(List.of(type))).isNotInstanceOf(CompiledCodec.class);
    }

    @Test
    void aWideRecordHasCode() {
        CborCodec codec = MAPPING.codec(Wide.class);
        assertThat(codec).isInstanceOf(CompiledCodec.class);
        Object value = new RandomValues(1).of(Wide.class);
        CborWriter out = new CborWriter(10_000);
        codec.encode(value, out);
        assertThat(codec.decode(out.buffer(), 0, out.size())).isEqualTo(value);
    }

    @Test
    void aBodyOfMoreBytesThanItemsIsCountedAndRead() throws Throwable {
        CborCodec codec = MAPPING.codec(type(new TypeReference<List<String>>() {}));
        List<String> texts = new ArrayList<>(Collections.nCopies(20_000, "abcdefghij"));
        CborWriter out = new CborWriter(1 << 20);
        codec.encode(texts, out);
        assertThat(((CompiledCodec) codec).body().read(out.buffer(), 0, out.size(), false))
                .isEqualTo(texts);
        refused(codec, Collections.nCopies(100_000, ""), Reason.LIMIT);
        refused(codec, Collections.nCopies(9_000, "x".repeat(1_000)), Reason.TOO_LARGE);
        refused(codec, Collections.singletonList("\ud800"), Reason.UNENCODABLE);
        refused(MAPPING.codec(BigInteger.class), BigInteger.ONE.shiftLeft(512), Reason.LIMIT);
    }

    /** Every level declares as many entries as there are bytes behind it. */
    @Test
    void containersTogetherDeclareNoMoreThanTheBodyHolds() {
        Type deep = type(new TypeReference<List<List<List<List<List<List<List<List<Long>>>>>>>>>() {});
        byte[] body = new byte[90_000];
        for (int i = 0; i < 8; i++) {
            body[3 * i] = (byte) 0x99;
            body[3 * i + 1] = (byte) 0xff;
        }
        CborCodec named = MAPPING.codec(deep);
        CborCodec positional = MAPPING.positional(deep);
        for (CborCodec codec : List.of(named, positional)) {
            assertThatThrownBy(() -> codec.decode(body, 0, body.length)).isInstanceOf(CborException.class);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> codec.decode(body, 0, body.length)).isInstanceOf(CborException.class);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * body.length + 60_000);
        }
    }

    @Test
    void recursionEndsAtTheLimit() {
        for (int levels : new int[] {63, 64, 65, 1000}) {
            Samples.Chain chain = null;
            for (int i = 0; i < levels; i++) {
                chain = new Samples.Chain(i, chain);
            }
            CborWriter out = new CborWriter(100_000);
            CborCodec codec = MAPPING.codec(Samples.Chain.class);
            PositionalCodec positional = MAPPING.positional(Samples.Chain.class);
            if (levels > 64) {
                refused(codec, chain, Reason.UNENCODABLE);
                refused(positional, chain, Reason.UNENCODABLE);
                continue;
            }
            for (CborCodec each : List.of(codec, positional)) {
                out.clear();
                each.encode(chain, out);
                assertThat(each.decode(out.buffer(), 0, out.size())).isEqualTo(chain);
            }
        }
    }

    @Test
    void aWriterThatIsClearedLetsGoOfALargeBuffer() {
        CborWriter out = new CborWriter(1 << 20);
        out.writeBytes(new byte[1000]);
        byte[] small = out.buffer();
        out.clear();
        assertThat(out.size()).isZero();
        assertThat(out.buffer()).isSameAs(small);
        out.writeBytes(new byte[100_000]);
        out.clear();
        assertThat(out.buffer().length).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void whatDoesNotFitTheWriterIsRefusedAsTheLibraryDoes() {
        Samples.Line line = new Samples.Line("sku", 1, 2);
        CborWriter whole = new CborWriter(100);
        MAPPING.codec(Samples.Line.class).encode(line, whole);
        for (int most = 1; most < 100; most++) {
            CborWriter out = new CborWriter(most);
            if (most < whole.size()) {
                assertThatThrownBy(() -> MAPPING.codec(Samples.Line.class).encode(line, out))
                        .isInstanceOfSatisfying(
                                CborException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
                assertThat(out.size()).isZero();
            } else {
                MAPPING.codec(Samples.Line.class).encode(line, out);
                assertThat(out.toByteArray()).isEqualTo(whole.toByteArray());
            }
        }
    }

    @Test
    void theCodeGoesAwayWithItsMapping() {
        WeakReference<Object> code =
                new WeakReference<>(((CompiledCodec) new CborMapping(CborLimits.DEFAULT).codec(Samples.Order.class))
                        .body()
                        .codeClass());
        collected(code);
    }

    private static void refused(CborCodec codec, Object value, Reason reason) {
        CborWriter out = new CborWriter(20 << 20);
        out.writeNull();
        assertThatThrownBy(() -> codec.encode(value, out))
                .isInstanceOfSatisfying(
                        CborException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(out.size()).isEqualTo(1);
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }
}
