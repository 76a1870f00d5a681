package dev.intentobserve.alerting.slo;

import dev.intentobserve.alerting.slo.SloStatusCalculator.SloEvaluation;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Event counts by minute, as the store keeps them, and objectives evaluated on them. */
public final class SliHistory {
  private final TreeMap<Instant, GoodBadCount> minutes = new TreeMap<>();

  public SliHistory add(Instant minute, long good, long bad) {
    minutes.merge(SloWindow.minute(minute), new GoodBadCount(good, bad), GoodBadCount::plus);
    return this;
  }

  public SliHistory add(String minute, long good, long bad) {
    return add(Instant.parse(minute), good, bad);
  }

  GoodBadCount tally(Instant from, Instant to) {
    return from.isBefore(to)
        ? minutes.subMap(from, true, to, false).values().stream()
            .reduce(GoodBadCount.NONE, GoodBadCount::plus)
        : GoodBadCount.NONE;
  }

  public List<GoodBadCount> tallies(List<CountWindow> windows) {
    return windows.stream().map(window -> tally(window.from(), window.to())).toList();
  }

  SloEvaluation evaluate(Objective objective, Instant now, @Nullable SloSnapshot snapshot) {
    List<CountWindow> windows = SloCounts.windows(objective, now, snapshot);
    SloCounts counts = SloCounts.read(objective, snapshot, tallies(windows).iterator());
    FailureExpirySearch search =
        FailureExpirySearch.begin(
            objective, SloWindow.of(objective.window(), now), counts.window());
    while (search != null && !search.done()) {
      search = search.narrowed(tallies(search.parts()));
    }
    Instant expiresAt = search == null ? null : search.expiresAt();
    return SloStatusCalculator.evaluate(objective, counts.withExpiresAt(expiresAt), now, snapshot);
  }

  SloStatus status(Objective objective, String now) {
    return evaluate(objective, Instant.parse(now), null).status();
  }
}
