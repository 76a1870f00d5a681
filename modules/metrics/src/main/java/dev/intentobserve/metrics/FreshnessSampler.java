package dev.intentobserve.metrics;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples once after each whole minute how old the oldest event is that a reader of the record has
 * not processed. Readers that are not in use count nothing, and neither do minutes without a
 * sample.
 */
final class FreshnessSampler {
  private final Supplier<Vertx> vertx;
  private final Set<String> readers;
  private @Nullable Instant lastMinute;

  /** An SLI event. */
  record FreshnessSample(String indicator, Instant minute, GoodBadCount tally) {}

  FreshnessSampler(Supplier<Vertx> vertx, Set<String> readers) {
    this.vertx = vertx;
    this.readers = readers;
  }

  /** The SLI events of the minute that just ended, unless it was sampled already. */
  Future<List<FreshnessSample>> sample(ActiveObjectives watch, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Future<List<FreshnessSample>> aged = Future.succeededFuture(new ArrayList<>());
    if (lastMinute != null && minute.isAfter(lastMinute)) {
      for (Map.Entry<String, Indicator> entry : watch.indicators().entrySet()) {
        if (entry.getValue() instanceof Indicator.Freshness freshness
            && readers.contains(freshness.of())) {
          aged =
              aged.compose(
                  all ->
                      age(freshness.of(), now)
                          .map(age -> add(all, entry.getKey(), freshness, minute, age)));
        }
      }
    }
    return aged.onSuccess(all -> lastMinute = minute);
  }

  private static List<FreshnessSample> add(
      List<FreshnessSample> all,
      String indicator,
      Indicator.Freshness freshness,
      Instant minute,
      Duration age) {
    boolean good = freshness.limit().holds(age);
    GoodBadCount tally = new GoodBadCount(good ? 1 : 0, good ? 0 : 1);
    all.add(new FreshnessSample(indicator, minute.minus(1, ChronoUnit.MINUTES), tally));
    return all;
  }

  /** A cursor has the name of what it keeps fresh. */
  private Future<Duration> age(String cursor, Instant now) {
    return StorePorts.CURSOR.ask(vertx.get(), cursor).compose(position -> ageAfter(position, now));
  }

  private Future<Duration> ageAfter(long position, Instant now) {
    return StorePorts.READ_AFTER
        .ask(vertx.get(), new ReadAfter(position, Long.MAX_VALUE, 1))
        .map(
            page -> {
              Instant oldest =
                  page.events().isEmpty() ? now : page.events().getFirst().receivedTime();
              return oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
            });
  }
}
