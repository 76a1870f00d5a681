package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Indicator;

/**
 * Words for the events that an indicator counts.
 *
 * @param good verb of good events: {@code 61 of 64 contracts passed}
 * @param bad verb of bad events: {@code 3 failed}
 * @param badly infinitive of the same: {@code none may fail}
 */
record SliEventText(String one, String many, String good, String bad, String badly) {

  static SliEventText of(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Events events -> outcome("event", "events", "went well");
      case Indicator.States states -> states(states.spans().kind());
      case Indicator.Latency latency ->
          limit(latency.spans().kind().code(), many(latency.spans().kind()));
      case Indicator.Pairs pairs -> limit("pair", "pairs");
      case Indicator.Freshness freshness -> limit("minute", "minutes");
      case Indicator.Timings timings -> timings(timings);
    };
  }

  String count(long count) {
    return count + " " + noun(count);
  }

  String noun(long count) {
    return Humanizer.plural(count, one, many);
  }

  private static SliEventText states(EntityKind kind) {
    boolean tested = kind == EntityKind.CONTRACT || kind == EntityKind.ASSERTION;
    return outcome(kind.code(), many(kind), tested ? "passed" : "went well");
  }

  private static SliEventText timings(Indicator.Timings timings) {
    String one =
        switch (timings.timing()) {
          case TelemetryNames.METRIC_HTTP_REQUEST -> "request";
          case TelemetryNames.METRIC_AUTHORIZATION -> "authorization";
          default -> "timing";
        };
    return timings.limit() == null ? outcome(one, one + "s", "went well") : limit(one, one + "s");
  }

  private static SliEventText outcome(String one, String many, String good) {
    return new SliEventText(one, many, good, "failed", "fail");
  }

  private static SliEventText limit(String one, String many) {
    return new SliEventText(one, many, "kept the limit", "missed it", "miss it");
  }

  private static String many(EntityKind kind) {
    return switch (kind) {
      case CAPABILITY -> "capabilities";
      case KNOWLEDGE, OTHER -> "entities";
      default -> kind.code() + "s";
    };
  }
}
