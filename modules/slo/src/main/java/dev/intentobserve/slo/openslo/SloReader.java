package dev.intentobserve.slo.openslo;

import static dev.intentobserve.slo.openslo.OpenSloDocument.isName;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.BurnRule;
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

/** Reads an SLO, which may have several objectives over one indicator. */
final class SloReader {
  static final long MIN_EVENTS = 10;

  private static final String ANNOTATION_PREFIX = "intent-observe/";
  private static final String MIN_EVENTS_ANNOTATION = ANNOTATION_PREFIX + "min-events";
  private static final String RUNBOOK_ANNOTATION = ANNOTATION_PREFIX + "runbook";
  private static final List<String> ANNOTATIONS =
      List.of(MIN_EVENTS_ANNOTATION, RUNBOOK_ANNOTATION);
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  private final SliReader measures;
  private final Map<String, Optional<SliDefinition>> slis;
  private final AlertPolicies policies;

  /**
   * @param slis the SLIs of the file by name; empty for one with problems
   */
  SloReader(SliReader measures, Map<String, Optional<SliDefinition>> slis, AlertPolicies policies) {
    this.measures = measures;
    this.slis = slis;
    this.policies = policies;
  }

  /** The part that all objectives of an SLO share. */
  private record Common(
      OpenSloDocument document,
      String origin,
      String description,
      String service,
      SliDefinition measure,
      TimeWindow window,
      List<Burn> burns,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations) {}

  /** Its objectives; not to be used when there are problems. */
  List<Objective> read(OpenSloDocument document, YamlSection spec, String file) {
    spec.only(
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies");
    String description = OpenSloDocument.description(spec);
    String service = spec.required("service", "the name of the service").orElse("");
    Optional<SliDefinition> measure = measure(spec);
    Optional<TimeWindow> window = TimeWindowReader.read(spec);
    String method = method(spec, measure);
    List<Burn> burns = burns(spec, window);
    SortedMap<String, String> labels = OpenSloDocument.texts(document.metadata(), "labels");
    SortedMap<String, String> annotations = annotations(document.metadata());
    List<YamlSection> items = objectives(spec);
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

  private Optional<SliDefinition> measure(YamlSection spec) {
    if (spec.has("indicator") == spec.has("indicatorRef")) {
      spec.problem("needs either indicator or indicatorRef");
      return Optional.empty();
    }
    if (spec.has("indicator")) {
      return spec.section("indicator")
          .flatMap(indicator -> AlertPolicies.inline(indicator, "SLI"))
          .flatMap(measures::read);
    }
    String name = spec.text("indicatorRef").orElse("");
    Optional<SliDefinition> known = slis.getOrDefault(name, Optional.empty());
    if (known.isEmpty()) {
      spec.problem(
          "indicatorRef",
          slis.containsKey(name)
              ? "SLI " + name + " has problems of its own"
              : SelectorReader.oneOf(
                  "there is no SLI " + name + " in this file", name, slis.keySet()));
    }
    return known;
  }

  private static String method(YamlSection spec, Optional<SliDefinition> measure) {
    String method = spec.required("budgetingMethod", "Occurrences").orElse("Occurrences");
    boolean minutes =
        measure.isEmpty()
            || (measure.get() instanceof SliDefinition.Threshold threshold && threshold.minutes());
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
              SelectorReader.oneOf("is not known", method, List.of("Occurrences", "Timeslices")));
    }
    return method;
  }

  private List<Burn> burns(YamlSection spec, Optional<TimeWindow> window) {
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

  private static SortedMap<String, String> annotations(YamlSection metadata) {
    SortedMap<String, String> annotations = OpenSloDocument.texts(metadata, "annotations");
    for (String key : annotations.keySet()) {
      if (key.startsWith(ANNOTATION_PREFIX) && !ANNOTATIONS.contains(key)) {
        metadata.problem(
            "annotations", SelectorReader.oneOf(key + " is not known", key, ANNOTATIONS));
      }
    }
    String least = annotations.getOrDefault(MIN_EVENTS_ANNOTATION, "1");
    if (!COUNT.matcher(least).matches()) {
      metadata.problem("annotations", MIN_EVENTS_ANNOTATION + " must be a whole number from 1 on");
    }
    return annotations;
  }

  private static List<YamlSection> objectives(YamlSection spec) {
    List<YamlSection> items = spec.sections("objectives");
    if (items.isEmpty()) {
      spec.problem("objectives", "is missing: a list of at least one, such as [{target: 0.99}]");
    }
    return items;
  }

  /** The checks that need only the objective itself. */
  private static void check(YamlSection item, String method, Optional<SliDefinition> measure) {
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
    TimeSlices.check(item, method);
    item.text("displayName");
    if (measure.isPresent() && measure.get() instanceof SliDefinition.Ratio) {
      for (String key : List.of("op", "value")) {
        if (item.has(key)) {
          item.problem(
              key, "belongs to a thresholdMetric; a ratioMetric defines what is good itself");
        }
      }
    }
  }

  private static List<Objective> all(Common common, List<YamlSection> items) {
    List<Objective> objectives = new ArrayList<>();
    for (YamlSection item : items) {
      Optional<String> name = name(common.document().name(), item, items.size());
      Optional<Double> target = TargetReader.read(item);
      Optional<Indicator> indicator = indicator(common.measure(), item);
      if (name.isPresent() && target.isPresent() && indicator.isPresent()) {
        objectives.add(objective(common, item, name.get(), target.get(), indicator.get()));
      }
    }
    return objectives;
  }

  /** With several objectives each name ends in the display name. */
  private static Optional<String> name(String slo, YamlSection item, int count) {
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

  private static Optional<Indicator> indicator(SliDefinition measure, YamlSection item) {
    return switch (measure) {
      case SliDefinition.Ratio ratio -> Optional.of(ratio.indicator());
      case SliDefinition.Threshold threshold -> limit(item).map(threshold.within());
    };
  }

  private static Optional<Limit> limit(YamlSection item) {
    Optional<String> op = item.required("op", "lt or lte");
    Optional<Comparison> comparison =
        op.flatMap(Comparison::of).filter(c -> c == Comparison.LT || c == Comparison.LTE);
    if (op.isPresent() && comparison.isEmpty()) {
      item.problem("op", "must be lt or lte: longer is worse");
    }
    Optional<String> text = item.required("value", "seconds, or a duration such as 300ms or 7d");
    Optional<BigDecimal> seconds =
        text.filter(t -> t.matches("[0-9.]+")).flatMap(t -> item.number("value"));
    Optional<Duration> value = text.flatMap(t -> OpenSloDurations.limit(seconds, t));
    if (text.isPresent() && value.isEmpty()) {
      item.problem("value", "must be seconds above 0, or a duration such as 300ms, 5s, 1h or 7d");
    }
    return comparison.flatMap(c -> value.map(v -> new Limit(c, v)));
  }

  private static Objective objective(
      Common common, YamlSection item, String name, double target, Indicator indicator) {
    SortedMap<String, String> labels = new TreeMap<>(common.labels());
    String tenant = Optional.ofNullable(labels.remove("tenant")).orElse(Scope.DEFAULT.tenant());
    String project = Optional.ofNullable(labels.remove("project")).orElse(Scope.DEFAULT.project());
    Optional.ofNullable(common.annotations().get(RUNBOOK_ANNOTATION))
        .ifPresent(runbook -> labels.put("runbook", runbook));
    String shown = common.document().metadata().text("displayName").orElse(name);
    String own = item.text("displayName").map(word -> " (" + word + ")").orElse("");
    return Objective.builder()
        .name(name)
        .displayName(name.equals(common.document().name()) ? shown : shown + own)
        .description(common.description().strip())
        .service(common.service())
        .scope(new Scope(tenant, project))
        .indicator(indicator)
        .target(target)
        .window(common.window())
        .minEvents(minEvents(common))
        .burns(common.burns())
        .labels(labels)
        .origin(common.origin())
        .build();
  }

  private static long minEvents(Common common) {
    String least = common.annotations().getOrDefault(MIN_EVENTS_ANNOTATION, "" + MIN_EVENTS);
    return COUNT.matcher(least).matches() ? Long.parseLong(least) : MIN_EVENTS;
  }
}
