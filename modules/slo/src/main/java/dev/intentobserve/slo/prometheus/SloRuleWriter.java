package dev.intentobserve.slo.prometheus;

import static dev.intentobserve.slo.PromQl.duration;
import static dev.intentobserve.slo.PromQl.number;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.BurnAlert;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.slo.PromQl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes one objective as recording and alerting rules. */
final class SloRuleWriter {
  private static final String HEADER =
      """
      Generated from objective NAME (ORIGIN); do not edit.
      Regenerate: bin/intent-observe slo rules --out DIR

      The counters behind these rules are computed from stored events. They do not restart at zero with
      the process, and every replica exports the same values, hence max and not sum. The increase in a
      window is therefore the difference between now and its beginning: rate() and increase() would
      extrapolate, and would take a correction, which can lower a counter, for a restart. A series that
      is younger than the window is compared with its lowest value in it, usually the first one: cases
      before the first scrape do not count.

      A window without cases has no ratio and no alert: no traffic is not 100 %.
      Prometheus counts a case when it is scraped, the built-in evaluation when it happened; with late
      data, imports and corrections the two differ until the window has passed.
      """;

  private final Objective objective;
  private final String window;

  private SloRuleWriter(Objective objective) {
    this.objective = objective;
    this.window = duration(BurnRule.nominal(objective.window()));
  }

  static String header(Objective objective) {
    StringBuilder header =
        new StringBuilder(
            HEADER
                .replace("NAME", objective.name())
                .replace("ORIGIN", PromQl.text(objective.origin(), false)));
    if (objective.window() instanceof TimeWindow.Calendar) {
      header.append("\nPrometheus has no calendar windows; the window here is the last ");
      header.append(duration(BurnRule.nominal(objective.window()))).append(".\n");
    }
    for (Burn burn : objective.burns()) {
      if (!BurnRule.reachable(objective, burn)) {
        header.append(
            "\nLeft out: %s/%s at %s times the sustainable rate, which even a total failure does not reach.\n"
                .formatted(
                    duration(burn.longWindow()),
                    duration(burn.shortWindow()),
                    number(burn.factor())));
      }
    }
    return header.toString();
  }

  static Map<String, Object> group(Objective objective) {
    SloRuleWriter writer = new SloRuleWriter(objective);
    List<Object> rules = new ArrayList<>();
    rules.add(writer.record(PromQl.TARGET, "", "vector(" + number(objective.target()) + ")"));
    for (Duration length : writer.windows()) {
      rules.addAll(writer.windowRules(duration(length)));
    }
    if (BurnRule.hasBudget(objective)) {
      rules.add(writer.remaining());
    }
    for (Burn burn : reachable(objective)) {
      rules.add(writer.alert(burn));
    }
    return YamlWriter.fields("name", "slo-" + objective.name(), "interval", "1m", "rules", rules);
  }

  static List<Burn> reachable(Objective objective) {
    return objective.burns().stream().filter(burn -> BurnRule.reachable(objective, burn)).toList();
  }

  private SortedSet<Duration> windows() {
    SortedSet<Duration> windows = new TreeSet<>();
    windows.add(BurnRule.nominal(objective.window()));
    for (Burn burn : objective.burns()) {
      windows.add(burn.longWindow());
      windows.add(burn.shortWindow());
    }
    return windows;
  }

  private List<Object> windowRules(String length) {
    List<Object> rules = new ArrayList<>();
    rules.add(record(PromQl.TOTAL, length, increaseOfAll(length)));
    rules.add(record(PromQl.BAD, length, increaseOfBad(length)));
    rules.add(
        record(
            PromQl.RATIO,
            length,
            recorded(PromQl.BAD, length) + "\n/ (" + recorded(PromQl.TOTAL, length) + " > 0)"));
    if (BurnRule.hasBudget(objective)) {
      String rate = recorded(PromQl.RATIO, length) + " / " + number(BurnRule.budget(objective));
      rules.add(record(PromQl.BURN, length, rate));
    }
    return rules;
  }

  private String increaseOfAll(String length) {
    return """
    clamp_min(
      sum by (slo) (max by (slo, outcome) (
        %1$s
      ))
      - (
        sum by (slo) (max by (slo, outcome) (
          %1$s offset %2$s
        ))
        or sum by (slo) (min by (slo, outcome) (min_over_time(
          %1$s[%2$s]
        )))
      ),
      0
    )"""
        .formatted(series(""), length);
  }

  /**
   * If only the series of bad cases was missing at the beginning of the window, its value was zero.
   */
  private String increaseOfBad(String length) {
    return """
    clamp_min(
      max by (slo) (%1$s)
      - (
        max by (slo) (%1$s offset %2$s)
        or 0 * sum by (slo) (%3$s offset %2$s)
        or min by (slo) (min_over_time(
          %1$s[%2$s]
        ))
      ),
      0
    )
    or 0 * sum by (slo) (%4$s)"""
        .formatted(series(",outcome=\"bad\""), length, series(""), recorded(PromQl.TOTAL, length));
  }

  private String series(String matcher) {
    return "%s{slo=\"%s\"%s}".formatted(PromQl.SLO_EVENTS, objective.name(), matcher);
  }

  private String recorded(String name, String length) {
    return "%s{slo=\"%s\",window=\"%s\"}".formatted(name, objective.name(), length);
  }

  private Map<String, Object> remaining() {
    return record(
        PromQl.REMAINING,
        window,
        "1 - %s / %s\nand %s >= %d"
            .formatted(
                recorded(PromQl.RATIO, window),
                number(BurnRule.budget(objective)),
                recorded(PromQl.TOTAL, window),
                objective.minEvents()));
  }

  private Map<String, Object> record(String name, String length, String expression) {
    Map<String, Object> labels =
        YamlWriter.fields(
            TelemetryNames.LABEL_SLO, objective.name(), TelemetryNames.LABEL_WINDOW, length);
    return YamlWriter.fields("record", name, "expr", PromQl.wrapped(expression), "labels", labels);
  }

  private Map<String, Object> alert(Burn burn) {
    return YamlWriter.fields(
        "alert",
        BurnAlert.NAME,
        "expr",
        PromQl.wrapped(burning(burn)),
        "labels",
        labels(objective, burn, true),
        "annotations",
        annotations(objective, burn, "{{ printf \"%.4f\" $value }}", true));
  }

  /** {@link BurnRule#burning} in PromQL. */
  private String burning(Burn burn) {
    String longWindow = duration(burn.longWindow());
    String shortWindow = duration(burn.shortWindow());
    String threshold = number(BurnRule.threshold(objective, burn));
    return """
    %s >= %s
    and on (slo) %s >= %s
    and on (slo) %s >= %d
    and on (slo) %s > 0
    and on (slo) %s >= %d"""
        .formatted(
            recorded(PromQl.RATIO, longWindow),
            threshold,
            recorded(PromQl.RATIO, shortWindow),
            threshold,
            recorded(PromQl.BAD, longWindow),
            BurnRule.minBadEvents(objective),
            recorded(PromQl.BAD, shortWindow),
            recorded(PromQl.TOTAL, window),
            objective.minEvents());
  }

  static SortedMap<String, String> labels(Objective objective, Burn burn, boolean templated) {
    SortedMap<String, String> labels = BurnAlert.labels(objective, burn.severity());
    labels.put(TelemetryNames.LABEL_SEVERITY, burn.severity().code());
    labels.put(TelemetryNames.LABEL_WINDOW, duration(burn.longWindow()));
    labels.put(BurnAlert.LABEL_SHORT_WINDOW, duration(burn.shortWindow()));
    if (templated) {
      labels.replaceAll((name, value) -> PromQl.templated(value));
    }
    return labels;
  }

  /**
   * The annotations of an alert.
   *
   * @param share of bad cases in the long window, or the template for it
   * @param templated whether Prometheus will expand the texts as templates
   */
  static Map<String, Object> annotations(
      Objective objective, Burn burn, String share, boolean templated) {
    String summary =
        BurnRule.hasBudget(objective)
            ? "%s burns its error budget at %sthe sustainable rate or more"
                .formatted(
                    objective.name(), burn.factor() == 1 ? "" : number(burn.factor()) + " times ")
            : "%s had a failure, and none is allowed".formatted(objective.name());
    String description =
        "%s of the cases in the last %s failed, and failures continue in the last %s; allowed: %s."
            .formatted(
                share,
                duration(burn.longWindow()),
                duration(burn.shortWindow()),
                BurnRule.hasBudget(objective) ? number(BurnRule.budget(objective)) : "none");
    String own = PromQl.text(objective.description(), templated);
    return YamlWriter.fields(
        "summary",
        summary,
        "description",
        (description + " " + own).strip(),
        "runbook_url",
        PromQl.text(BurnAlert.runbook(objective), templated));
  }
}
