package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The series of a metric, filtered. It knows from the metric's description how series add up:
 * metrics of the record are the same in every replica, so their maximum over replicas counts; those
 * of a process are summed.
 */
public final class TimeSeries {
  /** Grafana's variable for the visible time range. */
  public static final String RANGE = "$__range";

  /** Grafana's variable for a window that holds a few scrapes at the visible resolution. */
  public static final String RATE = "$__rate_interval";

  /** Labels that scraping adds to every series. */
  private static final Set<String> SCRAPE_LABELS =
      Set.of(ExternalNames.LABEL_JOB, ExternalNames.LABEL_INSTANCE);

  private final MetricDescriptor metric;
  private final List<String> matchers;
  private final String offset;

  private TimeSeries(MetricDescriptor metric, List<String> matchers, String offset) {
    this.metric = metric;
    this.matchers = List.copyOf(matchers);
    this.offset = offset;
  }

  /**
   * All series of one of our own metrics.
   *
   * @param name one of {@link TelemetryNames}
   */
  public static TimeSeries of(String name) {
    return of(
        MetricDescriptor.of(name)
            .orElseThrow(() -> new IllegalArgumentException("no metric is called " + name)));
  }

  public static TimeSeries of(ExternalMetric metric) {
    return of(metric.descriptor());
  }

  private static TimeSeries of(MetricDescriptor metric) {
    return new TimeSeries(metric, List.of(), "");
  }

  /** The legend of a series that is named after one of its labels. */
  public static String named(String label) {
    return "{{" + LogLines.label(label) + "}}";
  }

  public TimeSeries where(String label, String value) {
    return matching(label, "=", value);
  }

  public TimeSeries whereNot(String label, String value) {
    return matching(label, "!=", value);
  }

  /**
   * Only series whose label matches.
   *
   * @param pattern a regular expression for the whole value
   */
  public TimeSeries matching(String label, String pattern) {
    return matching(label, "=~", pattern);
  }

  public TimeSeries notMatching(String label, String pattern) {
    return matching(label, "!~", pattern);
  }

  /** The same series at an earlier time; not for growth, which has a window. */
  public TimeSeries before(String offset) {
    return new TimeSeries(metric, matchers, offset);
  }

  public TimeSeries filteredBy(String label, DashboardVariable variable) {
    return matching(label, "=~", variable.reference());
  }

  private TimeSeries matching(String label, String operator, String value) {
    requireLabel(label);
    List<String> more = new ArrayList<>(matchers);
    more.add(label + operator + MetricExpr.quoted(value));
    return new TimeSeries(metric, more, offset);
  }

  void requireLabel(String label) {
    if (!metric.labels().contains(label) && !SCRAPE_LABELS.contains(label)) {
      throw new IllegalArgumentException(
          metric.name() + " has no label " + label + ", only " + metric.labels());
    }
  }

  String selector() {
    return selector("");
  }

  /** The current value: of a counter the total since it started. */
  public MetricExpr now(String... by) {
    return sum(shifted(), by);
  }

  /** Each series by itself, with all labels. */
  public MetricExpr each() {
    return new MetricExpr(selector());
  }

  public MetricExpr largest(String... by) {
    return aggregate("max", shifted(), by);
  }

  public MetricExpr smallest(String... by) {
    return aggregate("min", shifted(), by);
  }

  /**
   * How much a gauge rises per second: the slope of a straight line through its values.
   *
   * @param window a duration of PromQL
   */
  public MetricExpr slope(String window, String... by) {
    require(Metric.Type.GAUGE);
    return aggregate("max", RangeFunctions.slope(selector(), window), by);
  }

  /**
   * The value of a gauge if it continues along a straight line through its values. No value until
   * there is a day of them, because a line through a few minutes predicts nothing.
   *
   * @param window a duration of PromQL
   * @param ahead seconds from now
   */
  public MetricExpr predicted(String window, long ahead, String... by) {
    require(Metric.Type.GAUGE);
    return aggregate("max", RangeFunctions.predicted(selector(), window, ahead), by);
  }

  public MetricExpr growth(String... by) {
    return growthWithin(RANGE, by);
  }

  /**
   * How much a counter grew.
   *
   * @param window a duration of PromQL
   */
  public MetricExpr growthWithin(String window, String... by) {
    require(Metric.Type.COUNTER);
    return grown("", window, by);
  }

  public MetricExpr growthFromZero(String... by) {
    return growthFromZeroWithin(RANGE, by);
  }

  /**
   * How much a counter grew whose series are short-lived, such as one for each session. Each series
   * starts at zero; increase() would leave out its first value, which is most of it.
   *
   * @param window a duration of PromQL
   */
  public MetricExpr growthFromZeroWithin(String window, String... by) {
    require(Metric.Type.COUNTER);
    String highest = "max_over_time(" + selector() + "[" + window + "])";
    String before = "(" + selector() + " offset " + window + " or 0 * " + highest + ")";
    return aggregate("sum", highest + " - " + before, by);
  }

  public MetricExpr rate(String... by) {
    require(Metric.Type.COUNTER);
    return sum("rate(" + selector() + "[" + RATE + "])", by);
  }

  public MetricExpr quantile(double quantile, String... by) {
    return quantileWithin(quantile, RANGE, by);
  }

  /**
   * A quantile of a histogram.
   *
   * @param quantile 0 to 1
   * @param window a duration of PromQL
   */
  public MetricExpr quantileWithin(double quantile, String window, String... by) {
    require(Metric.Type.HISTOGRAM);
    // Without observations the quantile is NaN, which the comparison leaves out.
    return new MetricExpr(
        "histogram_quantile(%s, %s) >= 0"
            .formatted(quantile, grown("_bucket", window, with("le", by)).text()),
        Datasource.METRICS,
        List.of(by));
  }

  public MetricExpr count(String... by) {
    require(Metric.Type.HISTOGRAM);
    return grown("_count", RANGE, by);
  }

  public MetricExpr countRate(String... by) {
    require(Metric.Type.HISTOGRAM);
    return sum("rate(" + selector("_count") + "[" + RATE + "])", by);
  }

  public MetricExpr meanWithin(String window, String... by) {
    require(Metric.Type.HISTOGRAM);
    return grown("_sum", window, by).shareOf(grown("_count", window, by));
  }

  public MetricExpr buckets() {
    require(Metric.Type.HISTOGRAM);
    return grown("_bucket", RATE, "le");
  }

  /**
   * A counter of the record may be corrected and never restarts, so its growth is a difference; a
   * series that did not exist yet counts as zero. A counter of a process restarts with the process,
   * which increase() handles.
   */
  private MetricExpr grown(String suffix, String window, String... by) {
    String selector = selector(suffix);
    String increase = "increase(" + selector + "[" + window + "])";
    return switch (metric.origin()) {
      case RECORD -> {
        MetricExpr now = sum(selector, by);
        yield now.minus(sum(selector + " offset " + window, by).orZero(now));
      }
      case PROCESS ->
          sum(suffix.isEmpty() ? RangeFunctions.withFirst(selector, window) : increase, by);
      case EXTERNAL -> sum(increase, by);
    };
  }

  private static MetricExpr aggregate(String operator, String series, String... by) {
    return MetricExpr.aggregate(Datasource.METRICS, operator, series, by);
  }

  private MetricExpr sum(String series, String... by) {
    if (metric.origin() != MetricDescriptor.Origin.RECORD) {
      return aggregate("sum", series, by);
    }
    Set<String> identity = new TreeSet<>(metric.labels());
    identity.addAll(List.of(by));
    MetricExpr one = aggregate("max", series, identity.toArray(String[]::new));
    return identity.equals(Set.of(by)) ? one : one.sum(by);
  }

  private String shifted() {
    return selector() + (offset.isEmpty() ? "" : " offset " + offset);
  }

  private String selector(String suffix) {
    return metric.exposedName()
        + suffix
        + (matchers.isEmpty() ? "" : matchers.stream().collect(Collectors.joining(",", "{", "}")));
  }

  private static String[] with(String label, String... by) {
    return Stream.concat(Stream.of(label), Stream.of(by)).toArray(String[]::new);
  }

  private void require(Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(metric.name() + " is not a " + type);
    }
    if (!offset.isEmpty()) {
      throw new IllegalArgumentException(
          "growth has a window and cannot be combined with before(" + offset + ")");
    }
  }
}
