package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Selects from lists of statuses and of scoped values. */
public final class SloStatuses {
  private SloStatuses() {}

  public static List<SloStatus> of(List<SloEvaluator.SloResult> evaluated) {
    return evaluated.stream()
        .flatMap(each -> Stream.ofNullable(each.evaluation()))
        .map(SloStatusCalculator.SloEvaluation::status)
        .toList();
  }

  /** The latest status of each objective; one that could not be evaluated keeps its last. */
  public static List<SloStatus> merged(
      List<Objective> objectives, List<SloStatus> before, List<SloStatus> latest) {
    Map<Objective, SloStatus> all = new HashMap<>();
    before.forEach(status -> all.put(status.objective(), status));
    latest.forEach(status -> all.put(status.objective(), status));
    return objectives.stream().flatMap(each -> Stream.ofNullable(all.get(each))).toList();
  }

  public static List<SloStatus> matching(List<SloStatus> statuses, SlosOf request) {
    return statuses.stream()
        .filter(status -> status.objective().scope().equals(request.scope()))
        .filter(
            status -> request.name() == null || request.name().equals(status.objective().name()))
        .sorted(Comparator.comparing(status -> status.objective().name()))
        .toList();
  }

  public static <T> List<T> of(Scope scope, List<Scoped<T>> all) {
    return all.stream().filter(each -> each.scope().equals(scope)).map(Scoped::value).toList();
  }
}
