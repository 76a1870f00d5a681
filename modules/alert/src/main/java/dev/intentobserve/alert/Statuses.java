package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertContract.SlosOf;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SloStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Picks from lists: what is about an objective, or about a scope. */
final class Statuses {
  private Statuses() {}

  static List<SloStatus> of(List<SloDesk.Judged> judged) {
    return judged.stream()
        .flatMap(each -> Stream.ofNullable(each.judgement()))
        .map(SloJudge.Judgement::status)
        .toList();
  }

  /** The latest of each objective; one that could not be judged keeps the last it had. */
  static List<SloStatus> merged(
      List<Objective> objectives, List<SloStatus> before, List<SloStatus> latest) {
    Map<Objective, SloStatus> all = new HashMap<>();
    before.forEach(status -> all.put(status.objective(), status));
    latest.forEach(status -> all.put(status.objective(), status));
    return objectives.stream().flatMap(each -> Stream.ofNullable(all.get(each))).toList();
  }

  /** Those asked for, by name. */
  static List<SloStatus> asked(List<SloStatus> statuses, SlosOf asked) {
    return statuses.stream()
        .filter(status -> status.objective().scope().equals(asked.scope()))
        .filter(status -> asked.name() == null || asked.name().equals(status.objective().name()))
        .sorted(Comparator.comparing(status -> status.objective().name()))
        .toList();
  }

  /** What belongs to a scope. */
  static <T> List<T> of(Scope scope, List<Scoped<T>> all) {
    return all.stream().filter(each -> each.scope().equals(scope)).map(Scoped::value).toList();
  }
}
