package dev.intentobserve.alert;

import dev.intentobserve.event.SloStatus.BurnRate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast a budget burns, in plain words. */
final class BurnWords {
  private BurnWords() {}

  /** To follow another sentence; empty when nothing burns. */
  static String of(List<BurnRate> burns, @Nullable Instant exhausted, Instant now) {
    String pace =
        burns.stream()
            .filter(BurnRate::burning)
            .max(Comparator.comparing((BurnRate burn) -> burn.burn().severity()))
            .map(burn -> " " + pair(burn))
            .orElse("");
    return exhausted == null
        ? pace
        : pace + " At this rate the budget is spent by " + Texts.time(exhausted, now) + ".";
  }

  /** One pair of windows and its rates. */
  static String pair(BurnRate burn) {
    String over = Texts.length(burn.burn().longWindow());
    String recent = Texts.length(burn.burn().shortWindow());
    if (burn.longRate() == null || burn.shortRate() == null) {
      long bad = burn.shortTally().bad();
      return "%d %s in the last %s."
          .formatted(bad, Texts.plural(bad, "failure", "failures"), recent);
    }
    return "The budget burns %s times as fast as it may over %s, %s times over %s (limit %s)."
        .formatted(
            Texts.rate(burn.longRate()),
            over,
            Texts.rate(burn.shortRate()),
            recent,
            Texts.rate(burn.burn().factor()));
  }
}
