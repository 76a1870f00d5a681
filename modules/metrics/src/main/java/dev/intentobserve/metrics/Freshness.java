package dev.intentobserve.metrics;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Tally;
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
 * Looks once after each whole minute how old the oldest event is that a reader of the record has
 * not worked in. Readers that are not in use count nothing; nor do minutes in which nobody looked.
 */
final class Freshness {
  private final Supplier<Vertx> vertx;
  private final Set<String> readers;
  private @Nullable Instant lastMinute;

  /** A case. */
  record Aged(String indicator, Instant minute, Tally tally) {}

  Freshness(Supplier<Vertx> vertx, Set<String> readers) {
    this.vertx = vertx;
    this.readers = readers;
  }

  /** The cases of the minute that just ended, if it was not looked at yet. */
  Future<List<Aged>> sample(Watch watch, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Future<List<Aged>> aged = Future.succeededFuture(new ArrayList<>());
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

  private static List<Aged> add(
      List<Aged> all,
      String indicator,
      Indicator.Freshness freshness,
      Instant minute,
      Duration age) {
    boolean good = freshness.limit().holds(age);
    Tally tally = new Tally(good ? 1 : 0, good ? 0 : 1);
    all.add(new Aged(indicator, minute.minus(1, ChronoUnit.MINUTES), tally));
    return all;
  }

  /** Cursors are named like what they make fresh. */
  private Future<Duration> age(String cursor, Instant now) {
    return StoreContract.CURSOR
        .ask(vertx.get(), new CursorOf(cursor))
        .compose(position -> ageAfter(position, now));
  }

  private Future<Duration> ageAfter(long position, Instant now) {
    return StoreContract.READ_AFTER
        .ask(vertx.get(), new ReadAfter(position, Long.MAX_VALUE, 1))
        .map(
            page -> {
              Instant oldest =
                  page.events().isEmpty() ? now : page.events().getFirst().receivedTime();
              return oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
            });
  }
}
