package dev.intentobserve.model.metric;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each metric of {@link TelemetryNames} means. {@code metrics.tsv} is the one table behind
 * HELP lines, the documentation and dashboards.
 *
 * @param name with dots
 * @param unit {@code s}, {@code By} or empty; of a peer's metric whatever it says
 * @param labels in the order they are documented; empty for a metric of one series
 * @param help one sentence without a full stop
 */
public record MetricDescriptor(
    String name, Metric.Type type, String unit, List<String> labels, Origin origin, String help) {

  /** Where the values come from, and so what a restart does to them. */
  public enum Origin {
    /**
     * Computed from the record: survives restarts, equal after a rebuild, shipped over OTLP too.
     */
    RECORD,
    /** Observed by this process since it started; shown on {@code /metrics} only. */
    PROCESS,
    /** Emitted by another program; dashboards only show it. */
    EXTERNAL
  }

  private static final String SECONDS = "s";

  private static final List<MetricDescriptor> ALL =
      TsvResource.read("metrics.tsv", 5).stream().map(MetricDescriptor::fromRow).toList();

  private static final Map<String, MetricDescriptor> BY_NAME =
      ALL.stream()
          .collect(Collectors.toUnmodifiableMap(MetricDescriptor::name, Function.identity()));

  public MetricDescriptor {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    labels = List.copyOf(labels);
    requireNonNull(origin, "origin");
    requireNonNull(help, "help");
  }

  /** Every metric we name, in the order of the documentation. */
  public static List<MetricDescriptor> all() {
    return ALL;
  }

  /** This metric, with what it shows. */
  public Metric with(List<Double> edges, List<Metric.Point> points) {
    return new Metric(name, type, unit, help, edges, points);
  }

  public static Optional<MetricDescriptor> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name Prometheus shows. */
  public String exposedName() {
    return exposedName(name, type, unit);
  }

  /**
   * The name Prometheus shows for a metric: dots become underscores, a unit a suffix, and a counter
   * ends in {@code _total} once. Of a histogram the part before {@code _bucket}.
   */
  public static String exposedName(String name, Metric.Type type, String unit) {
    boolean counter = type == Metric.Type.COUNTER;
    String base = name.replace('.', '_');
    base = counter && base.endsWith("_total") ? base.substring(0, base.length() - 6) : base;
    String suffix = suffix(unit);
    base = base.endsWith(suffix) ? base : base + suffix;
    return counter ? base + "_total" : base;
  }

  private static String suffix(String unit) {
    return switch (unit) {
      case SECONDS -> "_seconds";
      case "By" -> "_bytes";
      default -> unit.isEmpty() ? "" : "_" + unit;
    };
  }

  private static MetricDescriptor fromRow(String[] row) {
    boolean seconds = row[1].equals("seconds");
    return new MetricDescriptor(
        row[0],
        seconds ? Metric.Type.HISTOGRAM : Metric.Type.valueOf(row[1].toUpperCase(Locale.ROOT)),
        seconds ? SECONDS : "",
        row[3].equals("-") ? List.of() : List.of(row[3].split(",")),
        Origin.valueOf(row[2].toUpperCase(Locale.ROOT)),
        row[4]);
  }
}
