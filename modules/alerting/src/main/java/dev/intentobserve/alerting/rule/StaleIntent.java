package dev.intentobserve.alerting.rule;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TraceQuery;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An open intent had no event in its whole trace for a week, by event time. */
final class StaleIntent implements Rule<Listing<TraceSummary>> {
  private final Duration staleAfter;

  StaleIntent(RuleConfig config) {
    this.staleAfter = config.thresholds().stale();
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.STALE_INTENT;
  }

  @Override
  public Future<Listing<TraceSummary>> load(RuleInput input, RuleQueries queries) {
    Instant quietSince = input.now().minus(staleAfter);
    return queries.all(
        StorePorts.FIND_TRACES,
        cursor ->
            TraceQuery.builder(input.scope(), RuleQueries.PAGE_SIZE)
                .rootKind(EntityKind.INTENT)
                .quietSince(quietSince)
                .cursor(cursor)
                .build());
  }

  @Override
  public boolean complete(Listing<TraceSummary> intents) {
    return intents.next() == null;
  }

  @Override
  public List<Finding> evaluate(Listing<TraceSummary> intents, Instant now) {
    return intents.items().stream()
        .filter(intent -> intent.root().kind() == EntityKind.INTENT)
        .filter(intent -> !Lifecycle.isClosed(intent.root().kind(), intent.state()))
        .filter(intent -> isStale(intent, now))
        .map(intent -> finding(intent, now))
        .toList();
  }

  private boolean isStale(TraceSummary intent, Instant now) {
    Instant last = intent.lastEvent();
    return last != null && !last.plus(staleAfter).isAfter(now);
  }

  private Finding finding(TraceSummary intent, Instant now) {
    Instant last = requireNonNull(intent.lastEvent(), "lastEvent");
    String id = intent.root().id();
    String title =
        intent.title().isBlank() || intent.title().equals(id) ? "" : " (" + intent.title() + ")";
    return new Finding(
        alert().severity(),
        new TreeMap<>(Map.of("intent", id)),
        "Intent " + id + " has had no event since " + Humanizer.time(last, now),
        "%s%s is %s and nothing has happened to it, its specs or its contracts for %s. Continue, complete or archive it."
            .formatted(id, title, intent.state(), Humanizer.length(Duration.between(last, now))),
        (double) Duration.between(last, now).toSeconds(),
        List.of(EvidencePaths.trace(intent.root())));
  }
}
