package dev.intentobserve.tests.bench;

import java.time.Duration;
import java.time.Instant;

/**
 * What all scenarios share.
 *
 * @param profile collects where time went, as Markdown
 * @param start time of the first event
 */
record Bench(
    BenchOptions options,
    BenchServer server,
    Progress progress,
    Measurements measurements,
    StringBuilder profile,
    Instant start) {

  /** Numbers of intents of different corpora are this far apart. */
  private static final int APART = 10_000_000;

  Corpus corpus(int number, long events) {
    return new Corpus(number * APART, events, options.seed(), start);
  }

  /** Long enough for a service that is a tenth as fast as today's. */
  Duration deadline(long events) {
    return Duration.ofSeconds(300 + events / 150);
  }

  void note(String markdown) {
    profile.append(markdown);
  }

  /** Keeps a value if its scenario is wanted. */
  void add(String measure, double value) {
    if (options.runs(measurements.part(measure))) {
      measurements.add(measure, value);
    }
  }
}
