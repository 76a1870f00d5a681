package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.SloStatus.BurnRate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast an error budget burns, as text. */
public final class BurnRateText {
  private BurnRateText() {}

  /** Starts with a space, to follow another sentence; empty when nothing burns. */
  static String of(List<BurnRate> burns, @Nullable Instant exhausted, Instant now) {
    String pace =
        burns.stream()
            .filter(BurnRate::burning)
            .max(Comparator.comparing((BurnRate burn) -> burn.burn().severity()))
            .map(burn -> " " + pair(burn))
            .orElse("");
    return exhausted == null
        ? pace
        : pace + " At this rate the budget is spent by " + Humanizer.time(exhausted, now) + ".";
  }

  /** One pair of windows with its burn rates. */
  public static String pair(BurnRate burn) {
    String over = Humanizer.length(burn.burn().longWindow());
    String recent = Humanizer.length(burn.burn().shortWindow());
    if (burn.longRate() == null || burn.shortRate() == null) {
      long bad = burn.shortTally().bad();
      return "%d %s in the last %s."
          .formatted(bad, Humanizer.plural(bad, "failure", "failures"), recent);
    }
    return "The budget burns %s times as fast as it may over %s, %s times over %s (limit %s)."
        .formatted(
            Humanizer.rate(burn.longRate()),
            over,
            Humanizer.rate(burn.shortRate()),
            recent,
            Humanizer.rate(burn.burn().factor()));
  }
}
