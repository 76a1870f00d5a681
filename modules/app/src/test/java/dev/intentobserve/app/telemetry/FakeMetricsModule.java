package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.Metric.Point;
import dev.intentobserve.model.metric.Metric.Type;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.model.metric.TelemetryNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers as the metrics module does. */
public final class FakeMetricsModule {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN = "b7ad6b7169203331";
  static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");

  private FakeMetricsModule() {}

  /** A counter, a gauge without a unit and two histograms. */
  static List<Metric> some() {
    return List.of(
        new Metric(
            TelemetryNames.INTENT_SIGNALS,
            Type.COUNTER,
            "",
            "Signals captured",
            List.of(),
            List.of(
                point(
                    7, TelemetryNames.LABEL_SOURCE, "cli", TelemetryNames.LABEL_STATUS, "captured"),
                point(
                    2,
                    TelemetryNames.LABEL_SOURCE,
                    "a \"b\"\n\\",
                    TelemetryNames.LABEL_STATUS,
                    "captured"))),
        new Metric(
            TelemetryNames.INTENT_SIGNALS_TRUST_AVG,
            Type.GAUGE,
            "",
            "Mean trust",
            List.of(),
            List.of(point(0.625))),
        new Metric(
            TelemetryNames.INTENT_SIGNAL_TO_INTENT,
            Type.HISTOGRAM,
            "s",
            "From signal to intent",
            List.of(3600.0, 14400.0),
            List.of(cycle())),
        new Metric(
            TelemetryNames.INTENT_TRUST_SCORE,
            Type.HISTOGRAM,
            "",
            "Trust",
            List.of(0.5),
            List.of(new Point(new TreeMap<>(), 0.7, 2, List.of(1L, 1L), Map.of()))));
  }

  private static Point cycle() {
    Exemplar exemplar = new Exemplar(7200, SEEN, TRACE, SPAN);
    return new Point(new TreeMap<>(), 10_000, 3, List.of(2L, 1L, 0L), Map.of(1, exemplar));
  }

  public static Point point(double value, String... labels) {
    TreeMap<String, String> byName = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      byName.put(labels[i], labels[i + 1]);
    }
    return new Point(byName, value, 0, List.of(), Map.of());
  }

  public static Metric counter(String name, Point... points) {
    return new Metric(name, Type.COUNTER, "", "help", List.of(), Arrays.asList(points));
  }
}
