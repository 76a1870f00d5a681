package dev.intentobserve.alerting.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often an emitter sends, learned from the gaps between the minutes in which it was active.
 *
 * @param p95Gap the 95th percentile of its latest gaps
 * @param limit an emitter that is quiet for longer is silent
 * @param gaps how many gaps the interval was learned from
 */
record EmissionInterval(Duration p95Gap, Duration limit, int gaps) {
  /** How many of the latest active minutes of each emitter are considered. */
  static final int MINUTES = 301;

  private static final int LATEST = 50;

  /** With more gaps above the limit than this, long pauses are normal for the emitter. */
  private static final int EXCEPTIONS = 1;

  /**
   * Empty for an emitter with too few gaps, and for an irregular one, such as a person who pauses
   * at night.
   *
   * @param minutes ascending
   */
  static Optional<EmissionInterval> learn(List<Instant> minutes, RuleConfig config) {
    List<Duration> gaps = gaps(minutes);
    if (gaps.size() < config.silentGaps()) {
      return Optional.empty();
    }
    List<Duration> latest = gaps.subList(Math.max(0, gaps.size() - LATEST), gaps.size());
    Duration p95Gap = percentile95(latest);
    Duration limit = p95Gap.multipliedBy(config.silentTimes());
    limit = limit.compareTo(config.silentAtLeast()) < 0 ? config.silentAtLeast() : limit;
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
