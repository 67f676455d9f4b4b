package org.cdirpc.extension.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cdirpc.cluster.Endpoint;
import org.cdirpc.cluster.Instance;
import org.cdirpc.cluster.ServiceKey;
import org.cdirpc.cluster.StaticDirectory;
import org.cdirpc.cluster.routing.Chosen;
import org.cdirpc.cluster.routing.OutlierChange;
import org.cdirpc.cluster.routing.Requirement;
import org.cdirpc.cluster.routing.Route;
import org.cdirpc.cluster.routing.Router;
import org.cdirpc.cluster.routing.RouterOptions;
import org.cdirpc.spi.FailureCode;
import org.cdirpc.spi.Progress;
import org.cdirpc.spi.VersionRange;
import org.cdirpc.transport.channel.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each outcome says of the instance. */
class RouteStepTest {

    private static final Set<FailureCode> ITS_FAULT = EnumSet.of(
            FailureCode.INTERNAL,
            FailureCode.UNAVAILABLE,
            FailureCode.DEADLINE_EXCEEDED,
            FailureCode.CONNECT_FAILED,
            FailureCode.CONNECTION_LOST);

    private final List<OutlierChange> changes = new ArrayList<>();

    @Test
    void theAddressOfAnInstanceIsReadableWhateverKindItIs() {
        Instance instance = Instance.at(Endpoint.parse("[::1]:7000"));
        assertThat(RouteStep.peer(instance).address()).isEqualTo("[::1]:7000");
        Trail trail = new Trail(0);
        trail.failed(
                instance, Answer.localFailure(Progress.NOT_SENT, FailureCode.CONNECT_FAILED, "failed", null), 1_000);
        assertThat(trail.told(null, "end")).contains("([::1]:7000)");
    }

    /** What the bean throws, what a caller may not do, and overload are no reasons to eject an instance. */
    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void anInstanceIsEjectedForItsOwnFaultsOnly(FailureCode code) {
        RouterOptions options = RouterOptions.defaults().withOutlierListener(changes::add);
        try (Router router = new Router(StaticDirectory.parse("a:1,b:2"), options)) {
            Route<Instance> route = router.route(new Requirement(new ServiceKey("s", ""), VersionRange.parse("1"), ""));
            Answer answer = Answer.localFailure(Progress.UNKNOWN, code, "failed", null);
            for (int i = 0; i < 30; i++) {
                RouteStep.giveBack((Chosen<?>) route.pick(Set.of("b:2")), answer, false, 1000);
            }
            if (ITS_FAULT.contains(code)) {
                assertThat(changes).isNotEmpty();
                assertThat(changes.get(0).instanceId()).isEqualTo("a:1");
            } else {
                assertThat(changes).isEmpty();
            }
        }
    }
}
