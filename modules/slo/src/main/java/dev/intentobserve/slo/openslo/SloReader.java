package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.ObjectiveBuilder;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.BurnRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
  private final References<SliDefinition> slis;
  private final AlertPolicies policies;

  SloReader(SliReader measures, References<SliDefinition> slis, AlertPolicies policies) {
    this.measures = measures;
    this.slis = slis;
    this.policies = policies;
  }

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
    ObjectiveBuilder common =
        Objective.builder()
            .origin(file + ":" + document.line())
            .description(OpenSloDocument.description(spec).strip())
            .service(spec.required("service", "the name of the service").orElse(""));
    Optional<SliDefinition> measure = measure(spec);
    Optional<TimeWindow> window = TimeWindowReader.read(spec);
    window.ifPresent(common::window);
    String method = method(spec, measure);
    common.burns(burns(spec, window));
    readMetadata(document.metadata(), common);
    List<YamlSection> items = objectives(spec);
    items.forEach(item -> ObjectiveReader.check(item, method, measure));
    return measure.isEmpty() || window.isEmpty()
        ? List.of()
        : all(document, common, measure.get(), items);
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
    return slis.at(spec, "indicatorRef");
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

  private static void readMetadata(YamlSection metadata, ObjectiveBuilder common) {
    SortedMap<String, String> labels = OpenSloDocument.texts(metadata, "labels");
    SortedMap<String, String> annotations = OpenSloDocument.texts(metadata, "annotations");
    for (String key : annotations.keySet()) {
      if (key.startsWith(ANNOTATION_PREFIX) && !ANNOTATIONS.contains(key)) {
        metadata.problem(
            "annotations", SelectorReader.oneOf(key + " is not known", key, ANNOTATIONS));
      }
    }
    String least = annotations.getOrDefault(MIN_EVENTS_ANNOTATION, "" + MIN_EVENTS);
    boolean count = COUNT.matcher(least).matches();
    if (!count) {
      metadata.problem("annotations", MIN_EVENTS_ANNOTATION + " must be a whole number from 1 on");
    }
    String tenant = Optional.ofNullable(labels.remove("tenant")).orElse(Scope.DEFAULT.tenant());
    String project = Optional.ofNullable(labels.remove("project")).orElse(Scope.DEFAULT.project());
    Optional.ofNullable(annotations.get(RUNBOOK_ANNOTATION))
        .ifPresent(runbook -> labels.put("runbook", runbook));
    common
        .minEvents(count ? Long.parseLong(least) : MIN_EVENTS)
        .scope(new Scope(tenant, project))
        .labels(labels);
  }

  private static List<YamlSection> objectives(YamlSection spec) {
    List<YamlSection> items = spec.sections("objectives");
    if (items.isEmpty()) {
      spec.problem("objectives", "is missing: a list of at least one, such as [{target: 0.99}]");
    }
    return items;
  }

  private static List<Objective> all(
      OpenSloDocument document,
      ObjectiveBuilder common,
      SliDefinition measure,
      List<YamlSection> items) {
    List<Objective> objectives = new ArrayList<>();
    for (YamlSection item : items) {
      Optional<String> name = ObjectiveReader.name(document.name(), item, items.size());
      Optional<Double> target = ObjectiveReader.target(item);
      Optional<Indicator> indicator = ObjectiveReader.indicator(measure, item);
      if (name.isPresent() && target.isPresent() && indicator.isPresent()) {
        objectives.add(
            common
                .name(name.get())
                .displayName(displayName(document, item, name.get()))
                .target(target.get())
                .indicator(indicator.get())
                .build());
      }
    }
    return objectives;
  }

  private static String displayName(OpenSloDocument document, YamlSection item, String name) {
    String shown = document.metadata().text("displayName").orElse(name);
    String own = item.text("displayName").map(word -> " (" + word + ")").orElse("");
    return name.equals(document.name()) ? shown : shown + own;
  }
}
