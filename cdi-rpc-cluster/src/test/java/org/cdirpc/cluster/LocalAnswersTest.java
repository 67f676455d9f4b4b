package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalAnswersTest {

    private static final Duration KEEP = Duration.ofSeconds(10);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final LocalAnswers answers = new LocalAnswers(clock::get);
    private final AnswerStore store = answers.upTo(2);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void theFirstOneWinsAndItsAnswerReplacesItsClaim() {
        assertThat(store.putIfAbsent(bytes("k"), bytes("one"), KEEP)).isNull();
        assertThat(answers.upTo(9).putIfAbsent(bytes("k"), bytes("two"), KEEP)).isEqualTo(bytes("one"));
        store.put(bytes("k"), bytes("answer"), KEEP);
        assertThat(store.get(bytes("k"))).isEqualTo(bytes("answer"));
    }

    @Test
    void anEntryEndsWithItsTimeAndNotWithTheTimeOfWhatItReplaced() {
        store.putIfAbsent(bytes("k"), bytes("claim"), KEEP);
        pass(Duration.ofSeconds(9));
        store.put(bytes("k"), bytes("answer"), KEEP);
        pass(Duration.ofSeconds(9));
        assertThat(store.get(bytes("k"))).isEqualTo(bytes("answer"));
        pass(Duration.ofSeconds(1));
        assertThat(store.get(bytes("k"))).isNull();
        assertThat(store.putIfAbsent(bytes("k"), bytes("new"), KEEP)).isNull();
    }

    /** An entry that made room for others would let a write run twice. */
    @Test
    void aFullStoreRefusesNewOnesAndKeepsWhatItHas() {
        store.putIfAbsent(bytes("a"), bytes("1"), KEEP);
        store.putIfAbsent(bytes("b"), bytes("2"), KEEP);
        assertThatExceptionOfType(AnswerStoreException.class)
                .isThrownBy(() -> store.putIfAbsent(bytes("c"), bytes("3"), KEEP))
                .withMessageContaining("CDIRPC200520")
                .withMessageContaining("2 entries")
                .matches(AnswerStoreException::isFull);
        assertThat(store.putIfAbsent(bytes("a"), bytes("3"), KEEP)).isEqualTo(bytes("1"));
        store.put(bytes("b"), bytes("answer"), KEEP);
        assertThat(store.get(bytes("b"))).isEqualTo(bytes("answer"));
        pass(KEEP);
        assertThat(store.putIfAbsent(bytes("c"), bytes("3"), KEEP)).isNull();
    }

    @Test
    void onlyTheGivenValueIsRemoved() {
        store.putIfAbsent(bytes("k"), bytes("one"), KEEP);
        store.removeIf(bytes("k"), bytes("other"));
        assertThat(store.get(bytes("k"))).isEqualTo(bytes("one"));
        store.removeIf(bytes("k"), bytes("one"));
        assertThat(store.get(bytes("k"))).isNull();
    }

    @Test
    void whatWasGivenAndWhatIsReadMayBeChanged() {
        byte[] key = bytes("k");
        byte[] value = bytes("v");
        store.putIfAbsent(key, value, KEEP);
        key[0] = 'x';
        value[0] = 'x';
        byte[] read = store.get(bytes("k"));
        assertThat(read).isEqualTo(bytes("v"));
        read[0] = 'x';
        assertThat(store.get(bytes("k"))).isEqualTo(bytes("v"));
    }
}
