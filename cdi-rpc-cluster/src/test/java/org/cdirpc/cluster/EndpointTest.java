package org.cdirpc.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void readsNamesAndLiterals() {
        assertThat(Endpoint.parseList("a.example:1, 10.0.0.5:7700,[::1]:65535"))
                .containsExactly(
                        new Endpoint("a.example", 1), new Endpoint("10.0.0.5", 7700), new Endpoint("::1", 65_535));
        assertThat(Endpoint.parse("[::1]:80")).hasToString("[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:",
                ":1",
                "a:0",
                "a:65536",
                "a:x",
                "::1:80",
                "[a]:1",
                "a b:1",
                "http://a:1",
                "a:1,",
                "a:1,,b:2"
            })
    void anotherFormIsAnErrorThatSaysWhatWasExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticDirectory.parse(text))
                .withMessageStartingWith("CDIRPC200503: endpoint: '")
                .withMessageContaining("(expected: host:port");
    }

    @Test
    void noneAndTwiceAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticDirectory.parse(" "))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticDirectory.parse("a:1,a:1"))
                .withMessageContaining("'a:1' is there twice");
    }

    @Test
    void staticInstancesArePinnedAndInEveryService() {
        try (StaticDirectory directory = StaticDirectory.parse("a:1,b:2")) {
            assertThat(directory.snapshot().instancesOf(Instances.key("any")))
                    .extracting(Instance::instanceId)
                    .containsExactly("a:1", "b:2");
            assertThat(directory.snapshot().instances().values()).allMatch(Instance::pinned);
        }
    }
}
