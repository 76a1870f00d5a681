package dev.intentobserve.objective;

import static dev.intentobserve.objective.Document.isName;

import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.Limit;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Objective.Burn;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads an SLO, which may hold several objectives over one indicator. */
final class SloReader {
  static final long MIN_EVENTS = 10;

  private static final String OURS = "intent-observe/";
  private static final String MIN_EVENTS_ANNOTATION = OURS + "min-events";
  private static final String RUNBOOK_ANNOTATION = OURS + "runbook";
  private static final List<String> ANNOTATIONS =
      List.of(MIN_EVENTS_ANNOTATION, RUNBOOK_ANNOTATION);
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  private final Measures measures;
  private final Map<String, Optional<Measure>> slis;
  private final Policies policies;

  /**
   * @param slis those of the file; empty where one has problems
   */
  SloReader(Measures measures, Map<String, Optional<Measure>> slis, Policies policies) {
    this.measures = measures;
    this.slis = slis;
    this.policies = policies;
  }

  /** What all objectives of an SLO have in common. */
  private record Common(
      Document document,
      String origin,
      String description,
      String service,
      Measure measure,
      Period window,
      List<Burn> burns,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations) {}

  /** Its objectives; what is answered beside findings is of no use. */
  List<Objective> read(Document document, Section spec, String file) {
    spec.only(
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies");
    String description = Document.description(spec);
    String service = spec.required("service", "the name of what it is about").orElse("");
    Optional<Measure> measure = measure(spec);
    Optional<Period> window = Windows.read(spec);
    String method = method(spec, measure);
    List<Burn> burns = burns(spec, window);
    SortedMap<String, String> labels = Document.texts(document.metadata(), "labels");
    SortedMap<String, String> annotations = annotations(document.metadata());
    List<Section> items = objectives(spec);
    items.forEach(item -> check(item, method, measure));
    if (measure.isEmpty() || window.isEmpty()) {
      return List.of();
    }
    return all(
        new Common(
            document,
            file + ":" + document.line(),
            description,
            service,
            measure.get(),
            window.get(),
            burns,
            labels,
            annotations),
        items);
  }

  private Optional<Measure> measure(Section spec) {
    if (spec.has("indicator") == spec.has("indicatorRef")) {
      spec.problem("needs either indicator or indicatorRef");
      return Optional.empty();
    }
    if (spec.has("indicator")) {
      return spec.section("indicator")
          .flatMap(indicator -> Policies.inline(indicator, "SLI"))
          .flatMap(measures::read);
    }
    String name = spec.text("indicatorRef").orElse("");
    Optional<Measure> known = slis.getOrDefault(name, Optional.empty());
    if (known.isEmpty()) {
      spec.problem(
          "indicatorRef",
          slis.containsKey(name)
              ? "SLI " + name + " has problems of its own"
              : Matches.oneOf("there is no SLI " + name + " in this file", name, slis.keySet()));
    }
    return known;
  }

  private static String method(Section spec, Optional<Measure> measure) {
    String method = spec.required("budgetingMethod", "Occurrences").orElse("Occurrences");
    boolean minutes =
        measure.isEmpty()
            || (measure.get() instanceof Measure.Threshold threshold && threshold.minutes());
    switch (method) {
      case "Occurrences" -> {}
      case "Timeslices" -> {
        if (!minutes) {
          spec.problem(
              "budgetingMethod",
              "must be Occurrences: slices of time are counted for freshness only");
        }
      }
      case "RatioTimeslices" ->
          spec.problem(
              "budgetingMethod",
              "must be Occurrences: an average over slices would weigh a quiet minute like a busy"
                  + " one");
      default ->
          spec.problem(
              "budgetingMethod",
              Matches.oneOf("is not known", method, List.of("Occurrences", "Timeslices")));
    }
    return method;
  }

  private List<Burn> burns(Section spec, Optional<Period> window) {
    if (!spec.has("alertPolicies")) {
      return window.map(BurnRule::defaults).orElse(List.of());
    }
    List<Burn> burns = policies.of(spec);
    for (Burn burn : burns) {
      if (window.isPresent() && burn.longWindow().compareTo(BurnRule.nominal(window.get())) > 0) {
        spec.problem("alertPolicies", "a lookbackWindow is longer than the window of the SLO");
      }
    }
    return burns;
  }

  private static SortedMap<String, String> annotations(Section metadata) {
    SortedMap<String, String> annotations = Document.texts(metadata, "annotations");
    for (String key : annotations.keySet()) {
      if (key.startsWith(OURS) && !ANNOTATIONS.contains(key)) {
        metadata.problem("annotations", Matches.oneOf(key + " is not known", key, ANNOTATIONS));
      }
    }
    String least = annotations.getOrDefault(MIN_EVENTS_ANNOTATION, "1");
    if (!COUNT.matcher(least).matches()) {
      metadata.problem("annotations", MIN_EVENTS_ANNOTATION + " must be a whole number from 1 on");
    }
    return annotations;
  }

  private static List<Section> objectives(Section spec) {
    List<Section> items = spec.sections("objectives");
    if (items.isEmpty()) {
      spec.problem("objectives", "is missing: a list of at least one, such as [{target: 0.99}]");
    }
    return items;
  }

  /** What can be said of an objective by itself. */
  private static void check(Section item, String method, Optional<Measure> measure) {
    if (item.has("indicator") || item.has("indicatorRef") || item.has("compositeWeight")) {
      item.problem("composite objectives are not supported: make an SLO for each indicator");
      return;
    }
    item.only(
        "displayName",
        "op",
        "value",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow");
    Slices.check(item, method);
    item.text("displayName");
    if (measure.isPresent() && measure.get() instanceof Measure.Ratio) {
      for (String key : List.of("op", "value")) {
        if (item.has(key)) {
          item.problem(key, "belongs to a thresholdMetric; a ratioMetric says itself what is good");
        }
      }
    }
  }

  private static List<Objective> all(Common common, List<Section> items) {
    List<Objective> objectives = new ArrayList<>();
    for (Section item : items) {
      Optional<String> name = name(common.document().name(), item, items.size());
      Optional<Double> target = Targets.read(item);
      Optional<Indicator> indicator = indicator(common.measure(), item);
      if (name.isPresent() && target.isPresent() && indicator.isPresent()) {
        objectives.add(objective(common, item, name.get(), target.get(), indicator.get()));
      }
    }
    return objectives;
  }

  /** Of several objectives each adds its display name. */
  private static Optional<String> name(String slo, Section item, int count) {
    if (count == 1) {
      return Optional.of(slo);
    }
    String own = item.text("displayName").orElse("").toLowerCase(Locale.ROOT).replace(' ', '-');
    String name = slo + "-" + own;
    if (own.isEmpty() || !isName(name)) {
      item.problem(
          "displayName",
          "must be a word when there are several objectives: they are called " + slo + "-WORD");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private static Optional<Indicator> indicator(Measure measure, Section item) {
    return switch (measure) {
      case Measure.Ratio ratio -> Optional.of(ratio.indicator());
      case Measure.Threshold threshold -> limit(item).map(threshold.within());
    };
  }

  private static Optional<Limit> limit(Section item) {
    Optional<String> op = item.required("op", "lt or lte");
    Optional<Comparison> comparison =
        op.flatMap(Comparison::of).filter(c -> c == Comparison.LT || c == Comparison.LTE);
    if (op.isPresent() && comparison.isEmpty()) {
      item.problem("op", "must be lt or lte: what takes longer is worse");
    }
    Optional<String> text = item.required("value", "seconds, or a duration such as 300ms or 7d");
    Optional<BigDecimal> seconds =
        text.filter(t -> t.matches("[0-9.]+")).flatMap(t -> item.number("value"));
    Optional<Duration> value = text.flatMap(t -> Lengths.limit(seconds, t));
    if (text.isPresent() && value.isEmpty()) {
      item.problem("value", "must be seconds above 0, or a duration such as 300ms, 5s, 1h or 7d");
    }
    return comparison.flatMap(c -> value.map(v -> new Limit(c, v)));
  }

  private static Objective objective(
      Common common, Section item, String name, double target, Indicator indicator) {
    SortedMap<String, String> labels = new TreeMap<>(common.labels());
    String tenant = Optional.ofNullable(labels.remove("tenant")).orElse(Scope.DEFAULT.tenant());
    String project = Optional.ofNullable(labels.remove("project")).orElse(Scope.DEFAULT.project());
    Optional.ofNullable(common.annotations().get(RUNBOOK_ANNOTATION))
        .ifPresent(runbook -> labels.put("runbook", runbook));
    String shown = common.document().metadata().text("displayName").orElse(name);
    String own = item.text("displayName").map(word -> " (" + word + ")").orElse("");
    return new Objective(
        name,
        name.equals(common.document().name()) ? shown : shown + own,
        common.description().strip(),
        common.service(),
        new Scope(tenant, project),
        indicator,
        target,
        common.window(),
        minEvents(common),
        common.burns(),
        labels,
        common.origin());
  }

  private static long minEvents(Common common) {
    String least = common.annotations().getOrDefault(MIN_EVENTS_ANNOTATION, "" + MIN_EVENTS);
    return COUNT.matcher(least).matches() ? Long.parseLong(least) : MIN_EVENTS;
  }
}
