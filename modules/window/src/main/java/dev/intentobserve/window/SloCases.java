package dev.intentobserve.window;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.CaseQuery;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.EventQuery;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.EventMatch;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the figures of an objective are made of, of whatever kind its cases are. */
record SloCases(Doors doors, InstantSource clock) {
  private static final int DEFAULT_LIMIT = 100;

  /**
   * What was asked.
   *
   * @param outcome null for any
   */
  private record Question(
      Scope scope,
      Case.@Nullable Outcome outcome,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {}

  Future<Answer> answer(Asked asked, SloStatus status) {
    Question question = question(asked, status);
    return switch (status.objective().indicator()) {
      case Indicator.Events events -> events(asked, question, events);
      case Indicator.States states -> cases(asked, question, status);
      case Indicator.Latency latency -> cases(asked, question, status);
      case Indicator.Pairs pairs -> cases(asked, question, status);
      case Indicator.Freshness freshness -> nothing(asked, freshness(freshness));
      case Indicator.Timings timings -> nothing(asked, timings(timings));
    };
  }

  /** Unless told otherwise, what the figures of now are made of; open cases have no moment yet. */
  private Question question(Asked asked, SloStatus status) {
    Params params = asked.params("outcome", "since", "until", "limit", "cursor");
    String outcome = params.oneOf("outcome", List.of("good", "bad", "open"));
    Instant since = params.moment("since", clock.instant());
    Instant until = params.moment("until", clock.instant());
    Params.requireOrder(since, until);
    boolean window = since == null && until == null && !"open".equals(outcome);
    return new Question(
        asked.scope(),
        outcome == null ? null : CaseJson.outcome(outcome),
        window ? status.from() : since,
        window ? status.to() : until,
        params.limit(DEFAULT_LIMIT),
        params.text("cursor"));
  }

  private Future<Answer> cases(Asked asked, Question question, SloStatus status) {
    return doors
        .ask(
            FiguresContract.FIND_CASES,
            new CaseQuery(
                question.scope(),
                status.objective().indicatorId(),
                question.outcome(),
                question.since(),
                question.until(),
                question.limit(),
                question.cursor()))
        .map(page -> page(asked, page, CaseJson::of));
  }

  private Future<Answer> events(Asked asked, Question question, Indicator.Events indicator) {
    if (question.outcome() == Case.Outcome.OPEN) {
      return nothing(asked, "Every case of this objective is one event: none of them is open.");
    }
    return doors
        .scan(
            pages(question, indicator.total()),
            question.limit(),
            question.cursor(),
            page -> Future.succeededFuture(picked(page, indicator, question.outcome())))
        .compose(
            page ->
                doors
                    .placements(question.scope(), page.items())
                    .map(placements -> page(asked, page, indicator, placements)));
  }

  private Doors.Pages<Stored> pages(Question question, EventMatch total) {
    return (limit, cursor) ->
        doors.ask(
            StoreContract.FIND_EVENTS,
            new EventQuery(
                question.scope(),
                total.type(),
                total.source(),
                null,
                question.since(),
                question.until(),
                null,
                false,
                limit,
                cursor));
  }

  private static List<Stored> picked(
      List<Stored> page, Indicator.Events indicator, Case.@Nullable Outcome outcome) {
    return page.stream()
        .filter(stored -> indicator.total().matches(stored.event()))
        .filter(stored -> outcome == null || outcome == outcomeOf(stored, indicator))
        .toList();
  }

  private static Case.Outcome outcomeOf(Stored stored, Indicator.Events indicator) {
    boolean picked = indicator.picked().matches(stored.event());
    boolean good = picked == (indicator.picks() == Indicator.Picks.GOOD);
    return good ? Case.Outcome.GOOD : Case.Outcome.BAD;
  }

  private static Answer page(
      Asked asked,
      Listing<Stored> page,
      Indicator.Events indicator,
      Map<EntityKey, Placement> placements) {
    return page(
        asked,
        page,
        stored -> CaseJson.of(stored, outcomeOf(stored, indicator), Doors.of(placements, stored)));
  }

  private static <T> Answer page(Asked asked, Listing<T> page, Function<T, Json.Fields> item) {
    return Answer.list(
        asked, Answer.encoded(page.items().stream().map(item).toList()), page.next(), note(null));
  }

  private static Future<Answer> nothing(Asked asked, String note) {
    return Future.succeededFuture(Answer.list(asked, List.of(), null, note(note)));
  }

  private static Json.Fields note(@Nullable String note) {
    return Json.object().put("note", note).build();
  }

  private static String freshness(Indicator.Freshness freshness) {
    return "Counted are minutes, which are no events: one went well when the oldest event that "
        + freshness.of()
        + " had not dealt with was no older than "
        + freshness.limit().value()
        + ". Look at the metrics intent_observe_cursor_position and intent_observe_record_head in"
        + " /metrics.";
  }

  private static String timings(Indicator.Timings timings) {
    return "Counted are timings of our own, which are no events of the record: "
        + timings.timing()
        + timings.where()
        + ". Look at the metric "
        + timings.timing().replace('.', '_')
        + "_seconds in /metrics.";
  }
}
