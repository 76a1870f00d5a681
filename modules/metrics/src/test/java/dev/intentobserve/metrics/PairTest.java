package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.Lives.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Case.Outcome;
import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.EventMatch;
import dev.intentobserve.event.Indicator.Limit;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairTest {
  private static final Limit WITHIN_FIVE = new Limit(Comparison.LT, Duration.ofMinutes(5));

  private final Room room = room(WITHIN_FIVE);
  private long seq;

  private static Room room(Limit limit) {
    return new Room(
        Map.of(
            "i",
            new Indicator.Pairs(
                EventMatch.type("webhook.verified"),
                EventMatch.type("ledger.credited"),
                "correlation_id",
                limit)));
  }

  private Stored verified(int minute) {
    return event("webhook.verified", minute).stored(++seq);
  }

  private Stored credited(int minute) {
    return event("ledger.credited", minute).stored(++seq);
  }

  private static Events event(String type, int minute) {
    return Events.nameless(type).id(type + minute).at(minute(minute)).data("correlation_id", "c-1");
  }

  private static Case one(Room room) {
    Case one =
        room.shelf.cases.get(new Scoped<>(Scope.DEFAULT, List.of("i", "correlation_id=c-1")));
    assertThat(one).isNotNull();
    return one;
  }

  private void assertDecided(Outcome outcome, Instant at) {
    assertThat(one(room)).extracting(Case::outcome, Case::decided).containsExactly(outcome, at);
    assertThat(room.shelf.ticks).hasSize(1);
  }

  @Test
  void startAndEnd_meetInAnyOrder() {
    room.events(credited(4));
    assertThat(room.shelf.ticks).isEmpty();
    room.events(verified(1));
    assertDecided(Outcome.GOOD, minute(4));
    assertThat(one(room))
        .extracting(Case::startEvent, Case::endEvent)
        .containsExactly("webhook.verified1", "ledger.credited4");
  }

  @Test
  void limitItself_isTooLateForLessThanAndInTimeForAtMost() {
    room.events(verified(0), credited(5));
    assertDecided(Outcome.BAD, minute(5));
    Room atMost = room(new Limit(Comparison.LTE, Duration.ofMinutes(5)));
    atMost.events(verified(0), credited(5));
    assertThat(one(atMost).outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void lateEnd_countsWhenTheLimitWasPassed() {
    room.events(verified(0), credited(60));
    assertDecided(Outcome.BAD, minute(5));
  }

  @Test
  void startWithoutEnd_isBadOnceTheLimitIsPassed() {
    room.events(verified(0));
    room.at(minute(5).minusNanos(1_000));
    assertThat(one(room))
        .extracting(Case::outcome, Case::due)
        .containsExactly(Outcome.OPEN, minute(5));
    assertThat(room.shelf.ticks).isEmpty();
    room.at(minute(5));
    assertDecided(Outcome.BAD, minute(5));
    room.events(credited(3));
    assertDecided(Outcome.GOOD, minute(3));
  }

  @Test
  void repeatedStartAndEnd_changeNothingButAnEarlierOneDoes() {
    room.events(verified(10), credited(12), verified(11), credited(13));
    assertDecided(Outcome.GOOD, minute(12));
    room.events(verified(9));
    assertThat(one(room).start()).isEqualTo(minute(9));
    assertDecided(Outcome.GOOD, minute(12));
  }

  @Test
  void endBeforeTheStart_leavesItToTheLatestEnd() {
    room.events(credited(1), verified(10));
    room.at(minute(11));
    assertThat(one(room).outcome()).isEqualTo(Outcome.OPEN);
    room.events(credited(13));
    assertDecided(Outcome.GOOD, minute(13));
  }

  @Test
  void endAlone_isNoCase() {
    room.events(credited(1), credited(2)).at(minute(500));
    assertThat(room.shelf.ticks).isEmpty();
  }

  @Test
  void futureTime_isNoCase() {
    room.events(event("webhook.verified", 0).flag(EventFlag.FUTURE_TIME).stored(1));
    assertThat(room.shelf.cases).isEmpty();
  }
}
