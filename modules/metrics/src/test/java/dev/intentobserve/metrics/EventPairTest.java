package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.EntityStateRowBuilder.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPairTest {
  private static final Limit WITHIN_FIVE = new Limit(Comparison.LT, Duration.ofMinutes(5));

  private final MetricsCore metricsCore = metricsCore(WITHIN_FIVE);
  private long seq;

  private static MetricsCore metricsCore(Limit limit) {
    return new MetricsCore(
        Map.of(
            "i",
            new Indicator.Pairs(
                EventMatch.type("webhook.verified"),
                EventMatch.type("ledger.credited"),
                "correlation_id",
                limit)));
  }

  private StoredEvent verified(int minute) {
    return event("webhook.verified", minute).stored(++seq);
  }

  private StoredEvent credited(int minute) {
    return event("ledger.credited", minute).stored(++seq);
  }

  private static TestEvent event(String type, int minute) {
    return TestEvent.withoutEntity(type)
        .id(type + minute)
        .at(minute(minute))
        .data("correlation_id", "c-1");
  }

  private static SliEvent one(MetricsCore metricsCore) {
    SliEvent one =
        metricsCore.metricStore.cases.get(
            new Scoped<>(Scope.DEFAULT, List.of("i", "correlation_id=c-1")));
    assertThat(one).isNotNull();
    return one;
  }

  private void assertDecided(Outcome outcome, Instant at) {
    assertThat(one(metricsCore))
        .extracting(SliEvent::outcome, SliEvent::decided)
        .containsExactly(outcome, at);
    assertThat(metricsCore.metricStore.ticks).hasSize(1);
  }

  @Test
  void startAndEnd_meetInAnyOrder() {
    metricsCore.events(credited(4));
    assertThat(metricsCore.metricStore.ticks).isEmpty();
    metricsCore.events(verified(1));
    assertDecided(Outcome.GOOD, minute(4));
    assertThat(one(metricsCore))
        .extracting(SliEvent::startEvent, SliEvent::endEvent)
        .containsExactly("webhook.verified1", "ledger.credited4");
  }

  @Test
  void limitItself_isTooLateForLessThan_andInTimeForAtMost() {
    metricsCore.events(verified(0), credited(5));
    assertDecided(Outcome.BAD, minute(5));
    MetricsCore atMost = metricsCore(new Limit(Comparison.LTE, Duration.ofMinutes(5)));
    atMost.events(verified(0), credited(5));
    assertThat(one(atMost).outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void lateEnd_countsWhenTheLimitWasPassed() {
    metricsCore.events(verified(0), credited(60));
    assertDecided(Outcome.BAD, minute(5));
  }

  @Test
  void startWithoutEnd_isBadOnceTheLimitIsPassed() {
    metricsCore.events(verified(0));
    metricsCore.at(minute(5).minusNanos(1_000));
    assertThat(one(metricsCore))
        .extracting(SliEvent::outcome, SliEvent::due)
        .containsExactly(Outcome.OPEN, minute(5));
    assertThat(metricsCore.metricStore.ticks).isEmpty();
    metricsCore.at(minute(5));
    assertDecided(Outcome.BAD, minute(5));
    metricsCore.events(credited(3));
    assertDecided(Outcome.GOOD, minute(3));
  }

  @Test
  void repeatedStartAndEnd_changeNothingButAnEarlierOneDoes() {
    metricsCore.events(verified(10), credited(12), verified(11), credited(13));
    assertDecided(Outcome.GOOD, minute(12));
    metricsCore.events(verified(9));
    assertThat(one(metricsCore).start()).isEqualTo(minute(9));
    assertDecided(Outcome.GOOD, minute(12));
  }

  @Test
  void endBeforeTheStart_leavesItToTheLatestEnd() {
    metricsCore.events(credited(1), verified(10));
    metricsCore.at(minute(11));
    assertThat(one(metricsCore).outcome()).isEqualTo(Outcome.OPEN);
    metricsCore.events(credited(13));
    assertDecided(Outcome.GOOD, minute(13));
  }

  @Test
  void endAlone_isNoEvent() {
    metricsCore.events(credited(1), credited(2)).at(minute(500));
    assertThat(metricsCore.metricStore.ticks).isEmpty();
  }

  @Test
  void futureTime_isNoEvent() {
    metricsCore.events(event("webhook.verified", 0).flag(EventFlag.FUTURE_TIME).stored(1));
    assertThat(metricsCore.metricStore.cases).isEmpty();
  }
}
