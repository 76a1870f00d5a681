package dev.intentobserve.dashboards.vocabulary;

/** How single series change, in PromQL; {@link TimeSeries} adds them up. */
final class RangeFunctions {
  /** How closely a straight line looks at a gauge, and how often that is within a day. */
  private static final String STEP = "5m";

  private static final int A_DAY_OF_STEPS = 288;

  private RangeFunctions() {}

  /**
   * By how much a process's counter grew. It has no series before there is something to count, and
   * increase() overlooks what a series begins with: the first refusal would never show. So a new
   * series counts from zero, unless it began again since, when increase() knows more. Histograms do
   * without: they are about many cases, of which the first few say little.
   */
  static String withFirst(String selector, String window) {
    String increase = "increase(" + selector + "[" + window + "])";
    String begun = "(" + selector + " unless " + selector + " offset " + window + ")";
    return begun + " > " + increase + " or " + increase + " or " + begun;
  }

  /** How much a gauge rises a second, along the straight line through what is known of it. */
  static String slope(String selector, String window) {
    return "deriv(" + known(selector, window) + ")";
  }

  /**
   * Where the straight line leads; nothing before a day is known, because a line through a few
   * minutes leads anywhere.
   */
  static String predicted(String selector, String window, long ahead) {
    String known = known(selector, window);
    String enough = "count_over_time(" + known + ") >= " + A_DAY_OF_STEPS;
    return "predict_linear(" + known + ", " + ahead + ") and " + enough;
  }

  /** One value that is not a number would make the whole line none. */
  private static String known(String selector, String window) {
    return "(" + selector + " > -Inf)[" + window + ":" + STEP + "]";
  }
}
