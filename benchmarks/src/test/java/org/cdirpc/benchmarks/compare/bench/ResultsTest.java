package org.cdirpc.benchmarks.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void json_has_median_min_and_max_of_what_was_measured() {
        Results results = new Results();
        results.add("cdi-rpc", "place.threads64_per_s", 123456.7);
        results.add("cdi-rpc", "place.threads64_per_s", 100000);
        results.add("cdi-rpc", "place.threads64_per_s", 200000);
        results.system("hessian");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", new LinkedHashMap<>(Map.of("cpu", "a \"fast\" one")));
        all.put("systems", results.json());

        assertThat(Json.write(all).replaceAll("\\s+", "")).matches("""
                \\{"machine":\\{"cpu":"a\\\\"fast\\\\"one"},"systems":\\{"cdi-rpc":\\{"place.threads64_per_s":\
                \\{("(median|min|max)":(123456.7|100000|200000),?){3}}},"hessian":\\{}}}""");
    }

    @Test
    void ratio_is_of_medians() {
        Results results = new Results();
        results.add("a", "place.p50_us", 10);
        results.add("a", "place.p50_us", 30);
        results.add("b", "place.p50_us", 40);

        assertThat(results.ratio("a", "b", "place.p50_us")).hasValue(0.5);
        assertThat(results.ratio("a", "c", "place.p50_us")).isEmpty();
    }

    @Test
    void page_and_tables_say_what_was_measured() {
        Results results = new Results();
        results.add("cdi-rpc", "place.threads64_per_s", 100_000);
        results.add("raw-socket", "place.threads64_per_s", 10_000_000);
        results.add("grpc-direct", "place.threads64_per_s", 50_000);

        assertThat(TerminalReport.of(results))
                .contains("100,000")
                .contains("0.50x")
                .containsPattern("FAIL +place, 64 callers +cdi-rpc / grpc-direct +2.00x +\\(>= 2.5\\)")
                .doesNotContain("async");
        assertThat(HtmlReport.of(Map.of("rounds", 3, "seconds", 1, "flags", "-Xmx1g"), results))
                .contains("the floor's bar is cut")
                .doesNotContain("logarithmic axis from")
                .contains("cdi-rpc / grpc-direct")
                .doesNotContain("${")
                .doesNotContain("Echo of 64 KiB by 8");
    }

    @Test
    void an_axis_is_logarithmic_only_where_it_says_so() {
        Results results = new Results();
        results.add("cdi-rpc", "place.threads64_per_s", 100_000);
        results.add("hessian", "place.threads64_per_s", 2_000);
        results.add("cdi-rpc", "place.p50_us", 100);
        results.add("hessian", "place.p50_us", 200);

        assertThat(Chart.of(Metric.named("place.threads64_per_s"), results)).contains("logarithmic axis from 1,000");
        assertThat(Chart.of(Metric.named("place.p50_us"), results)).doesNotContain("logarithmic");
    }
}
