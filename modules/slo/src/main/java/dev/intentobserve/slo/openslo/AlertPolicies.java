package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.slo.openslo.OpenSloDurations.Length;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alert policies and conditions of a file; each condition is a pair of windows. */
final class AlertPolicies {
  private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000);

  private final References<Burn> conditions =
      new References<>("AlertCondition", "there is no AlertCondition %s");
  private final References<List<Burn>> policies =
      new References<>("AlertPolicy", "there is no AlertPolicy %s");

  void addCondition(OpenSloDocument document, ProblemCollector findings) {
    conditions.add(document, findings, AlertPolicies::burn);
  }

  /** To be called after all conditions were added. */
  void addPolicy(OpenSloDocument document, ProblemCollector findings) {
    policies.add(document, findings, spec -> Optional.of(burns(spec)));
  }

  /** The pairs of the policies that an SLO names. */
  List<Burn> of(YamlSection slo) {
    List<Burn> burns = new ArrayList<>();
    for (YamlSection item : slo.sections("alertPolicies")) {
      if (item.has("alertPolicyRef")) {
        policies.at(item.only("alertPolicyRef"), "alertPolicyRef").ifPresent(burns::addAll);
      } else {
        inline(item, "AlertPolicy").map(this::burns).ifPresent(burns::addAll);
      }
    }
    return burns;
  }

  /** An object written in place of a reference. */
  static Optional<YamlSection> inline(YamlSection item, String kind) {
    item.only("apiVersion", "kind", "metadata", "spec");
    if (item.has("apiVersion")) {
      OpenSloDocument.version(item);
    }
    if (!item.text("kind").orElse(kind).equals(kind)) {
      item.problem("kind", "must be " + kind);
    }
    if (item.has("metadata")) {
      OpenSloDocument.metadata(item).ifPresent(OpenSloDocument::name);
    }
    return item.requiredSection("spec", "that of the " + kind + ", or a reference to one");
  }

  private List<Burn> burns(YamlSection policy) {
    policy.only(
        "description",
        "alertWhenBreaching",
        "alertWhenResolved",
        "alertWhenNoData",
        "conditions",
        "notificationTargets");
    OpenSloDocument.description(policy);
    boolean breaching = policy.flag("alertWhenBreaching").orElse(true);
    policy.flag("alertWhenResolved");
    if (policy.flag("alertWhenNoData").orElse(false)) {
      policy.problem(
          "alertWhenNoData",
          "must be false: an objective without data has the state no_data, which sends no alert");
    }
    policy.sections("notificationTargets").forEach(AlertPolicies::target);
    List<Burn> burns = conditions(policy);
    return breaching ? burns : List.of();
  }

  private static void target(YamlSection item) {
    if (item.has("targetRef")) {
      item.only("targetRef").text("targetRef");
    } else {
      inline(item, "AlertNotificationTarget").ifPresent(spec -> spec.only("target", "description"));
    }
  }

  private List<Burn> conditions(YamlSection policy) {
    List<YamlSection> given = policy.sections("conditions");
    if (given.size() != 1) {
      policy.problem("conditions", "must have exactly one item; make a policy for each condition");
    }
    List<Burn> burns = new ArrayList<>();
    for (YamlSection item : given) {
      if (item.has("conditionRef")) {
        conditions.at(item.only("conditionRef"), "conditionRef").ifPresent(burns::add);
      } else {
        inline(item, "AlertCondition").flatMap(AlertPolicies::burn).ifPresent(burns::add);
      }
    }
    return burns;
  }

  private static Optional<Burn> burn(YamlSection spec) {
    spec.only("description", "severity", "condition");
    OpenSloDocument.description(spec);
    Optional<Severity> severity =
        spec.required("severity", "page, ticket or info").flatMap(word -> severity(spec, word));
    Optional<YamlSection> condition =
        spec.requiredSection("condition", "{kind: burnrate, op: gte, threshold: …, …}");
    Optional<Double> factor = condition.flatMap(AlertPolicies::factor);
    Optional<Duration> longWindow = condition.flatMap(given -> window(given, "lookbackWindow"));
    if (severity.isEmpty() || factor.isEmpty() || longWindow.isEmpty()) {
      return Optional.empty();
    }
    return shortWindow(condition.get(), longWindow.get())
        .map(window -> new Burn(severity.get(), longWindow.get(), window, factor.get()));
  }

  private static Optional<Severity> severity(YamlSection spec, String word) {
    return switch (word) {
      case "page", "critical" -> Optional.of(Severity.CRITICAL);
      case "ticket", "warning" -> Optional.of(Severity.WARNING);
      case "info" -> Optional.of(Severity.INFO);
      default -> {
        spec.problem("severity", "must be page or critical, ticket or warning, or info");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Double> factor(YamlSection condition) {
    condition.only("kind", "op", "threshold", "lookbackWindow", "alertAfter");
    if (!condition.required("kind", "burnrate").orElse("burnrate").equals("burnrate")) {
      condition.problem("kind", "must be burnrate");
    }
    if (!condition.required("op", "gte").orElse("gte").equals("gte")) {
      condition.problem("op", "must be gte: the alert fires from the threshold on");
    }
    if (!condition.has("threshold")) {
      condition.problem("threshold", "is missing: how many times the sustainable burn rate");
    }
    Optional<BigDecimal> factor = condition.number("threshold");
    if (factor.isPresent() && (factor.get().signum() <= 0 || factor.get().compareTo(LIMIT) > 0)) {
      condition.problem("threshold", "must be above 0, such as 14.4");
    }
    return factor.map(BigDecimal::doubleValue);
  }

  private static Optional<Duration> shortWindow(YamlSection condition, Duration longWindow) {
    if (!condition.has("alertAfter")) {
      return Optional.of(BurnRule.shortWindow(longWindow));
    }
    Optional<Duration> window = window(condition, "alertAfter");
    if (window.isPresent() && window.get().compareTo(longWindow) > 0) {
      condition.problem("alertAfter", "is the short window: it cannot exceed lookbackWindow");
    }
    return window;
  }

  /** Whole minutes. */
  private static Optional<Duration> window(YamlSection condition, String key) {
    Optional<String> text = condition.required(key, "a duration such as 1h");
    Optional<Duration> window =
        text.flatMap(OpenSloDurations::parse)
            .filter(length -> length.months() == 0)
            .map(Length::duration)
            .filter(length -> length.toSeconds() % 60 == 0 && length.toMinutes() > 0);
    if (text.isPresent() && window.isEmpty()) {
      condition.problem(key, "must be whole minutes, hours, days or weeks, such as 5m, 1h or 3d");
    }
    return window;
  }
}
