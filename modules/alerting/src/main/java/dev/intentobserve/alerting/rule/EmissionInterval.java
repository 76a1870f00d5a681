package dev.intentobserve.alerting.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often an emitter speaks, learned from the gaps between the minutes it was active in.
 *
 * @param p95Gap 19 of 20 of its latest gaps were no longer than this
 * @param limit quiet for longer than this, it is silent
 * @param gaps it was learned from
 */
record EmissionInterval(Duration p95Gap, Duration limit, int gaps) {
  /** As many active minutes of each emitter are looked at. */
  static final int MINUTES = 301;

  private static final int LATEST = 50;

  /** Whoever was quiet for so long more often than this has no rhythm, but habits. */
  private static final int EXCEPTIONS = 1;

  /**
   * Empty for one too new to know, and for one that is too irregular: that pauses at night, say,
   * was quiet for longer than the limit before, and that was no fault.
   *
   * @param minutes rising
   */
  static Optional<EmissionInterval> learn(List<Instant> minutes, RuleConfig rules) {
    List<Duration> gaps = gaps(minutes);
    if (gaps.size() < rules.silentGaps()) {
      return Optional.empty();
    }
    List<Duration> latest = gaps.subList(Math.max(0, gaps.size() - LATEST), gaps.size());
    Duration p95Gap = percentile95(latest);
    Duration limit = p95Gap.multipliedBy(rules.silentTimes());
    limit = limit.compareTo(rules.silentAtLeast()) < 0 ? rules.silentAtLeast() : limit;
    return exceptions(gaps, limit) > EXCEPTIONS
        ? Optional.empty()
        : Optional.of(new EmissionInterval(p95Gap, limit, latest.size()));
  }

  private static List<Duration> gaps(List<Instant> minutes) {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < minutes.size(); i++) {
      gaps.add(Duration.between(minutes.get(i - 1), minutes.get(i)));
    }
    return gaps;
  }

  private static Duration percentile95(List<Duration> gaps) {
    List<Duration> sorted = gaps.stream().sorted().toList();
    return sorted.get((sorted.size() * 95 + 99) / 100 - 1);
  }

  private static long exceptions(List<Duration> gaps, Duration limit) {
    return gaps.stream().filter(gap -> gap.compareTo(limit) > 0).count();
  }
}
