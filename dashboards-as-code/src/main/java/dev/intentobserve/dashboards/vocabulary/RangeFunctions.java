package dev.intentobserve.dashboards.vocabulary;

/** Functions of PromQL over a window, for a single series; {@link TimeSeries} aggregates them. */
final class RangeFunctions {
  /** The resolution at which a gauge is read for a straight line, and the steps of a day. */
  private static final String STEP = "5m";

  private static final int STEPS_OF_A_DAY = 288;

  private RangeFunctions() {}

  /**
   * The growth of a counter of a process. The counter has no series before its first event, and
   * increase() ignores the first value of a series, so the first refusal would never show.
   * Therefore a new series counts from zero, unless it restarted since, when increase() gives more.
   * Histograms do without: they have many observations, of which the first few matter little.
   */
  static String withFirst(String selector, String window) {
    String increase = "increase(" + selector + "[" + window + "])";
    String begun = "(" + selector + " unless " + selector + " offset " + window + ")";
    return begun + " > " + increase + " or " + increase + " or " + begun;
  }

  static String slope(String selector, String window) {
    return "deriv(" + numbersOnly(selector, window) + ")";
  }

  static String predicted(String selector, String window, long ahead) {
    String numbers = numbersOnly(selector, window);
    String enough = "count_over_time(" + numbers + ") >= " + STEPS_OF_A_DAY;
    return "predict_linear(" + numbers + ", " + ahead + ") and " + enough;
  }

  /** A single NaN would make the whole line NaN. */
  private static String numbersOnly(String selector, String window) {
    return "(" + selector + " > -Inf)[" + window + ":" + STEP + "]";
  }
}
