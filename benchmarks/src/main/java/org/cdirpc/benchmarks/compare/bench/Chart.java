package org.cdirpc.benchmarks.compare.bench;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * One metric as horizontal bars: medians, with whiskers from the smallest to the largest value. The axis begins at zero;
 * if the medians are more than a factor of 25 apart it is logarithmic, begins at a power of ten, and says so. The floor
 * has no say in the axis, lest all others look alike beside it: if its bar is longer than there is room, it is cut, which
 * the chart says as well.
 */
final class Chart {

    private static final String FLOOR = "raw-socket";
    private static final double LOGARITHMIC_FROM = 25;
    private static final int WIDTH = 620;
    private static final int LEFT = 150;
    private static final int RIGHT = 100;
    private static final int TOP = 44;
    private static final int ROW = 24;
    private static final int BAR = 14;

    private Chart() {}

    /** The chart of all systems that have a figure, as SVG. */
    static String of(Metric metric, Results results) {
        List<String> systems = results.systems().stream()
                .filter(system -> results.figure(system, metric.name()).isPresent())
                .toList();
        List<Figure> figures = systems.stream()
                .flatMap(system -> results.figure(system, metric.name()).stream())
                .toList();
        List<Figure> scale = systems.stream()
                .filter(system -> systems.size() == 1 || !system.equals(FLOOR))
                .flatMap(system -> results.figure(system, metric.name()).stream())
                .toList();
        double least = scale.stream().mapToDouble(Figure::median).min().orElse(1);
        double most = scale.stream().mapToDouble(Figure::max).max().orElse(1);
        boolean cut = figures.stream().anyMatch(figure -> figure.max() > most);
        boolean logarithmic = least > 0 && most / least > LOGARITHMIC_FROM;
        double base = logarithmic ? Math.pow(10, Math.floor(Math.log10(least) - 0.15)) : 0;
        int room = WIDTH - LEFT - RIGHT;
        DoubleUnaryOperator x = value -> {
            if (most <= base) {
                return LEFT;
            }
            double share = logarithmic ? Math.log(Math.max(value, base) / base) / Math.log(most / base) : value / most;
            return LEFT + Math.min(1, share) * room;
        };
        StringBuilder svg = new StringBuilder(
                "<svg viewBox=\"0 0 " + WIDTH + " " + (TOP + ROW * systems.size() + 6) + "\" role=img>");
        text(svg, "title", 0, 14, metric.title());
        text(
                svg,
                "sub",
                0,
                31,
                metric.unit() + ", " + (metric.more() ? "more" : "less") + " is better"
                        + (logarithmic ? "; logarithmic axis from " + metric.format(base) : "")
                        + (cut ? "; the floor's bar is cut" : ""));
        for (int i = 0; i < systems.size(); i++) {
            row(svg, systems.get(i), figures.get(i), metric, TOP + i * ROW, x);
        }
        return svg.append("</svg>").toString();
    }

    private static void row(
            StringBuilder svg, String system, Figure figure, Metric metric, int top, DoubleUnaryOperator x) {
        double middle = top + BAR / 2.0;
        double end = x.applyAsDouble(figure.median());
        double low = x.applyAsDouble(figure.min());
        double high = x.applyAsDouble(figure.max());
        text(svg, "name", LEFT - 8, middle + 4, system);
        svg.append("<rect class=\"")
                .append(kind(system))
                .append("\" x=")
                .append(LEFT)
                .append(" y=")
                .append(top);
        svg.append(" height=").append(BAR).append(" width=").append(HtmlReport.number(Math.max(1, end - LEFT)));
        svg.append("><title>min ").append(metric.format(figure.min())).append(", max ");
        svg.append(metric.format(figure.max())).append("</title></rect>");
        if (high > low) {
            svg.append("<path class=whisker d=\"M")
                    .append(HtmlReport.number(low))
                    .append(' ')
                    .append(middle - 4);
            svg.append("v8m0-4H").append(HtmlReport.number(high)).append("m0-4v8\"/>");
        }
        text(svg, "value", Math.max(end, high) + 6, middle + 4, metric.format(figure.median()));
    }

    private static String kind(String system) {
        if (system.equals(FLOOR)) {
            return "floor";
        }
        return system.startsWith("cdi-rpc") ? "ours" : "other";
    }

    private static void text(StringBuilder svg, String kind, double x, double y, String text) {
        svg.append("<text class=").append(kind).append(" x=").append(HtmlReport.number(x));
        svg.append(" y=").append(HtmlReport.number(y)).append('>');
        svg.append(HtmlReport.escape(text)).append("</text>");
    }
}
