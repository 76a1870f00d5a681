package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.Sum;
import dev.intentobserve.ports.MetricStorePorts.SumOf;
import dev.intentobserve.slo.BuiltInAlert;
import dev.intentobserve.slo.RuleThresholds;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Too many distinct signals were captured within a day; a signal sent again counts once. */
final class VolumeSurge implements Rule<Long> {
  private final RuleThresholds thresholds;

  VolumeSurge(RuleConfig config) {
    this.thresholds = config.thresholds();
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.VOLUME_SURGE;
  }

  @Override
  public Future<Long> load(RuleInput input, RuleQueries queries) {
    return queries
        .ask(
            MetricStorePorts.SUM,
            new SumOf(
                input.scope(),
                TelemetryNames.INTENT_SIGNALS,
                input.now().minus(thresholds.surgeWindow()),
                input.now()))
        .map(Sum::count);
  }

  @Override
  public List<Finding> evaluate(Long signals, Instant now) {
    if (signals <= thresholds.surge()) {
      return List.of();
    }
    String window = Humanizer.length(thresholds.surgeWindow());
    return List.of(
        new Finding(
            alert().severity(),
            new TreeMap<>(),
            "More than %d new signals within %s".formatted(thresholds.surge(), window),
            "%d distinct signals were captured in the last %s, more than the %d that are usual. See where they come from before trusting them."
                .formatted(signals, window, thresholds.surge()),
            (double) signals,
            List.of(
                EvidencePaths.eventsOf(
                    EventCatalog.standard().creating(EntityKind.SIGNAL).getFirst()))));
  }
}
