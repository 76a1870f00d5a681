package dev.intentobserve.app;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Made-up cases of an objective, minute by minute, as each of the two evaluations is told them. */
final class SloHistory {
  private static final int MOST_TICKS = 5000;

  private final String slo;
  private final Instant start;
  private final int[] good;
  private final int[] bad;

  private SloHistory(String slo, Instant start, int minutes) {
    this.slo = slo;
    this.start = start;
    this.good = new int[minutes];
    this.bad = new int[minutes];
  }

  /** A good case in every minute. */
  static SloHistory steady(String slo, Instant start, int minutes) {
    SloHistory history = new SloHistory(slo, start, minutes);
    Arrays.fill(history.good, 1);
    return history;
  }

  /**
   * A case a minute. In every second stretch of four days exactly so many of each {@code of}
   * minutes fail, wherever one begins to count; in the others one less.
   */
  static SloHistory onTheEdge(String slo, Instant start, int minutes, int failures, int of) {
    SloHistory history = new SloHistory(slo, start, minutes);
    for (int minute = 0; minute < minutes; minute++) {
      boolean less = minute / (4 * 1440) % 2 == 0;
      boolean fails = minute % of < (less ? failures - 1 : failures);
      (fails ? history.bad : history.good)[minute] = 1;
    }
    return history;
  }

  /**
   * Stretches of minutes to hours: nothing at all for up to three days, a case now and then, many
   * of them, a burst of failures.
   *
   * @param failing share of failures outside of bursts
   */
  static SloHistory random(String slo, Instant start, int minutes, long seed, double failing) {
    SloHistory history = new SloHistory(slo, start, minutes);
    Random random = new Random(seed);
    int at = 0;
    while (at < minutes) {
      int kind = random.nextInt(8);
      int end = Math.min(minutes, at + length(random, kind));
      for (; at < end; at++) {
        history.fill(at, random, kind, failing);
      }
    }
    return history;
  }

  private static int length(Random random, int kind) {
    return switch (kind) {
      case 0 -> 1 + random.nextInt(random.nextInt(4) == 0 ? 3 * 1440 : 180);
      case 1, 2 -> 5 + random.nextInt(120);
      default -> 60 + random.nextInt(1440);
    };
  }

  private void fill(int minute, Random random, int kind, double failing) {
    int cases =
        switch (kind) {
          case 0 -> 0;
          case 3, 4 -> random.nextInt(15) == 0 ? 1 : 0;
          default -> random.nextInt(6);
        };
    double share = kind == 1 ? 1 : kind == 2 ? random.nextDouble() : failing;
    for (int i = 0; i < cases; i++) {
      (random.nextDouble() < share ? bad : good)[minute]++;
    }
  }

  /** Puts failures into a minute. */
  SloHistory failing(Instant minute, int failures) {
    bad[(int) Duration.between(start, minute).toMinutes()] += failures;
    return this;
  }

  /** For the store: each SLI event in its own minute. */
  List<CommitMetrics> commits(Objective objective) {
    List<Scoped<MinuteCount>> ticks = new ArrayList<>();
    for (int minute = 0; minute < good.length; minute++) {
      if (good[minute] + bad[minute] > 0) {
        ticks.add(tick(objective, start.plusSeconds(60L * minute), good[minute], bad[minute]));
      }
    }
    List<CommitMetrics> commits = new ArrayList<>();
    for (int at = 0; at < ticks.size(); at += MOST_TICKS) {
      commits.add(commit(ticks.subList(at, Math.min(ticks.size(), at + MOST_TICKS))));
    }
    return commits;
  }

  static Scoped<MinuteCount> tick(Objective objective, Instant minute, long good, long bad) {
    return new Scoped<>(Scope.DEFAULT, new MinuteCount(objective.indicatorId(), minute, good, bad));
  }

  static CommitMetrics commit(List<Scoped<MinuteCount>> ticks) {
    return new CommitMetrics(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ticks, List.of());
  }

  /** For Prometheus: what a scrape at the beginning of each minute would have seen. */
  void openMetrics(StringBuilder text) {
    counter(text, "good", good);
    counter(text, "bad", bad);
  }

  private void counter(StringBuilder text, String outcome, int[] cases) {
    long count = 0;
    for (int minute = 0; minute < cases.length; minute++) {
      text.append("intent_observe_slo_events_total{slo=\"").append(slo);
      text.append("\",outcome=\"").append(outcome).append("\"} ").append(count).append(' ');
      text.append(start.getEpochSecond() + 60L * minute).append('\n');
      count += cases[minute];
    }
  }
}
