package dev.intentobserve.dashboards.vocabulary;

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
 * The series of a metric, some of them left out, on their way to an expression. Knows what the
 * metric is, and so how it has to be added up: figures of the record are the same in every replica,
 * hence their maximum over replicas; those of a process are summed.
 */
public final class TimeSeries {
  /** What is behind the range a viewer chose. */
  public static final String RANGE = "$__range";

  /** Long enough to hold a few scrapes at the resolution a viewer chose. */
  public static final String RATE = "$__rate_interval";

  /** Labels that scraping adds to every series. */
  private static final Set<String> OF_TARGET =
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

  /** All series of a metric, such as one of another program. */
  public static TimeSeries of(MetricDescriptor metric) {
    return new TimeSeries(metric, List.of(), "");
  }

  /** What a series is called that is named after one of its labels. */
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
   * @param pattern a regular expression the whole value has to match
   */
  public TimeSeries matching(String label, String pattern) {
    return matching(label, "=~", pattern);
  }

  /** Only series whose label does not match. */
  public TimeSeries notMatching(String label, String pattern) {
    return matching(label, "!~", pattern);
  }

  /** The same series a while ago, for what it stood at then; growth has a window instead. */
  public TimeSeries before(String offset) {
    return new TimeSeries(metric, matchers, offset);
  }

  /** Only what a viewer chose. */
  public TimeSeries chosen(String label, DashboardVariable variable) {
    return matching(label, "=~", variable.reference());
  }

  private TimeSeries matching(String label, String operator, String value) {
    requireLabel(label);
    List<String> more = new ArrayList<>(matchers);
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    more.add(label + operator + "\"" + escaped + "\"");
    return new TimeSeries(metric, more, offset);
  }

  void requireLabel(String label) {
    if (!metric.labels().contains(label) && !OF_TARGET.contains(label)) {
      throw new IllegalArgumentException(
          metric.name() + " has no label " + label + ", only " + metric.labels());
    }
  }

  String selector() {
    return selector("");
  }

  /** As it is now: a gauge's value, a counter's standing since its beginning. */
  public PromQlExpr now(String... by) {
    return sum(shifted(), by);
  }

  /** The series one by one, all labels kept. */
  public PromQlExpr each() {
    return new PromQlExpr(selector());
  }

  /** The largest series now. */
  public PromQlExpr largest(String... by) {
    return new PromQlExpr("max" + grouping(by) + "(" + shifted() + ")");
  }

  /** The smallest series now. */
  public PromQlExpr smallest(String... by) {
    return new PromQlExpr("min" + grouping(by) + "(" + shifted() + ")");
  }

  /**
   * How much a gauge rises a second, along the straight line through what is known of it.
   *
   * @param window a duration of PromQL
   */
  public PromQlExpr slope(String window, String... by) {
    require(Metric.Type.GAUGE);
    return new PromQlExpr(
        "max" + grouping(by) + "(" + RangeFunctions.slope(selector(), window) + ")");
  }

  /**
   * Where a gauge will be, if it goes on along the straight line through what is known of it;
   * nothing before that is a day, because a line through a few minutes leads anywhere.
   *
   * @param window a duration of PromQL
   * @param ahead seconds from now
   */
  public PromQlExpr predicted(String window, long ahead, String... by) {
    require(Metric.Type.GAUGE);
    return new PromQlExpr(
        "max" + grouping(by) + "(" + RangeFunctions.predicted(selector(), window, ahead) + ")");
  }

  /** By how much a counter grew over the range that is shown. */
  public PromQlExpr growth(String... by) {
    return growthWithin(RANGE, by);
  }

  /**
   * By how much a counter grew.
   *
   * @param window a duration of PromQL
   */
  public PromQlExpr growthWithin(String window, String... by) {
    require(Metric.Type.COUNTER);
    return grown("", window, by);
  }

  /** Like {@link #growthFromZeroWithin}, over the range that is shown. */
  public PromQlExpr growthFromZero(String... by) {
    return growthFromZeroWithin(RANGE, by);
  }

  /**
   * By how much a counter grew of which every series is one short life, such as a session's: it
   * begins at zero and just ends. increase() would leave out what a series shows at first, and so
   * most of it.
   *
   * @param window a duration of PromQL
   */
  public PromQlExpr growthFromZeroWithin(String window, String... by) {
    require(Metric.Type.COUNTER);
    String highest = "max_over_time(" + selector() + "[" + window + "])";
    String before = "(" + selector() + " offset " + window + " or 0 * " + highest + ")";
    return new PromQlExpr("sum" + grouping(by) + "(" + highest + " - " + before + ")");
  }

  /** How much a counter grows a second. */
  public PromQlExpr rate(String... by) {
    require(Metric.Type.COUNTER);
    return sum("rate(" + selector() + "[" + RATE + "])", by);
  }

  /** A quantile of what a histogram saw within the range that is shown. */
  public PromQlExpr quantile(double quantile, String... by) {
    return quantileWithin(quantile, RANGE, by);
  }

  /**
   * A quantile of what a histogram saw.
   *
   * @param quantile 0 to 1
   * @param window a duration of PromQL
   */
  public PromQlExpr quantileWithin(double quantile, String window, String... by) {
    require(Metric.Type.HISTOGRAM);
    // Without cases it is not a number, which the comparison leaves out: nothing is not zero.
    return new PromQlExpr(
        "histogram_quantile(%s, %s) >= 0"
            .formatted(quantile, grown("_bucket", window, with("le", by)).promql()));
  }

  /** How many cases a histogram saw within the range that is shown. */
  public PromQlExpr cases(String... by) {
    require(Metric.Type.HISTOGRAM);
    return grown("_count", RANGE, by);
  }

  /** How many cases a histogram sees a second. */
  public PromQlExpr caseRate(String... by) {
    require(Metric.Type.HISTOGRAM);
    return sum("rate(" + selector("_count") + "[" + RATE + "])", by);
  }

  /** The mean of what a histogram saw within a window. */
  public PromQlExpr meanWithin(String window, String... by) {
    require(Metric.Type.HISTOGRAM);
    return grown("_sum", window, by).over(grown("_count", window, by));
  }

  /** How cases spread over a histogram's buckets, for a heat map. */
  public PromQlExpr buckets() {
    require(Metric.Type.HISTOGRAM);
    return grown("_bucket", RATE, "le");
  }

  /**
   * Counters of the record are corrected and never begin again, so that their growth is a plain
   * difference; a series that did not exist yet stood at zero. What a process counts begins again
   * with each start, which is what increase() is for.
   */
  private PromQlExpr grown(String suffix, String window, String... by) {
    String selector = selector(suffix);
    String increase = "increase(" + selector + "[" + window + "])";
    return switch (metric.origin()) {
      case RECORD -> {
        PromQlExpr now = sum(selector, by);
        yield now.minus(sum(selector + " offset " + window, by).orZero(now));
      }
      case PROCESS ->
          sum(suffix.isEmpty() ? RangeFunctions.withFirst(selector, window) : increase, by);
      case EXTERNAL -> sum(increase, by);
    };
  }

  private PromQlExpr sum(String series, String... by) {
    if (metric.origin() != MetricDescriptor.Origin.RECORD) {
      return new PromQlExpr("sum" + grouping(by) + "(" + series + ")");
    }
    Set<String> identity = new TreeSet<>(metric.labels());
    identity.addAll(List.of(by));
    String one = "max" + grouping(identity.toArray(String[]::new)) + "(" + series + ")";
    return new PromQlExpr(
        identity.equals(Set.of(by)) ? one : "sum" + grouping(by) + "(" + one + ")");
  }

  private String shifted() {
    return selector() + (offset.isEmpty() ? "" : " offset " + offset);
  }

  private String selector(String suffix) {
    return metric.exposedName()
        + suffix
        + (matchers.isEmpty() ? "" : matchers.stream().collect(Collectors.joining(",", "{", "}")));
  }

  private static String grouping(String... by) {
    return by.length == 0 ? "" : " by (" + String.join(", ", by) + ") ";
  }

  private static String[] with(String label, String... by) {
    return Stream.concat(Stream.of(label), Stream.of(by)).toArray(String[]::new);
  }

  private void require(Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(metric.name() + " is no " + type);
    }
    if (!offset.isEmpty()) {
      throw new IllegalArgumentException("growth has a window of its own, not before " + offset);
    }
  }
}
