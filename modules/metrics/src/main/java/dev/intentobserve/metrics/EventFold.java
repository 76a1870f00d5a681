package dev.intentobserve.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.Picks;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.Tally;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.metrics.Pair.Moment;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds a page of events: series and activity, and the indicators of the cohort. Every part of it
 * adds up, so pages may be cut and ordered in any way.
 */
final class EventFold {
  private static final int LONGEST_VALUE = 200;

  private final boolean main;
  private final Map<String, Indicator> indicators;
  private final SeriesDraft series;
  private final Ticks ticks = new Ticks();
  private final Emitters emitters = new Emitters();
  private final Map<Scoped<Key>, Pair> pairs = new LinkedHashMap<>();

  /** Of a pair. */
  private record Key(String indicator, String subject) {}

  /**
   * @param main whether the main cursor is among the cohort; else only the indicators count
   * @param indicators of the cohort, by id
   */
  EventFold(boolean main, Map<String, Indicator> indicators, SeriesDraft series) {
    this.main = main;
    this.indicators = Map.copyOf(indicators);
    this.series = series;
  }

  void add(List<Stored> events) {
    for (Stored stored : events) {
      if (main) {
        count(stored);
        emitters.heard(stored);
      }
      if (!stored.event().flags().contains(EventFlag.FUTURE_TIME)) {
        indicators.forEach((id, indicator) -> indicate(stored, id, indicator));
      }
    }
  }

  private void count(Stored stored) {
    Series events =
        Series.of(
            Names.INTENT_EVENTS,
            Names.LABEL_EVENT_TYPE,
            Labels.guarded(stored.event().type(), Labels.UNKNOWN),
            Names.LABEL_SOURCE,
            Labels.guarded(stored.event().source(), Labels.UNKNOWN));
    series.change(stored.scope(), events).count(stored.stamp());
  }

  private void indicate(Stored stored, String id, Indicator indicator) {
    if (indicator instanceof Indicator.Events events) {
      indicate(stored, id, events);
    } else if (indicator instanceof Indicator.Pairs wanted) {
      indicate(stored, id, wanted);
    }
  }

  private void indicate(Stored stored, String id, Indicator.Events events) {
    WorkEvent event = stored.event();
    if (events.total().matches(event)) {
      boolean good = events.picked().matches(event) == (events.picks() == Picks.GOOD);
      Tally one = new Tally(good ? 1 : 0, good ? 0 : 1);
      ticks.add(stored.scope(), id, event.eventTime(), one);
    }
  }

  private void indicate(Stored stored, String id, Indicator.Pairs wanted) {
    WorkEvent event = stored.event();
    boolean starts = wanted.from().matches(event);
    boolean ends = wanted.to().matches(event);
    Optional<String> subject = starts || ends ? subject(wanted.by(), event) : Optional.empty();
    if (subject.isPresent()) {
      Moment moment = new Moment(event.eventTime(), event.eventId());
      Pair pair = starts ? Pair.UNKNOWN.started(moment, traceId(event)) : Pair.UNKNOWN;
      pairs.merge(
          new Scoped<>(stored.scope(), new Key(id, subject.get())),
          ends ? pair.ended(moment) : pair,
          Pair::merge);
    }
  }

  private static Optional<String> subject(String by, WorkEvent event) {
    Optional<String> value =
        by.equals("entity")
            ? Optional.ofNullable(event.entity()).map(Object::toString)
            : event.data().text(by).filter(text -> !text.isBlank());
    return value.map(text -> by + "=" + shortened(text));
  }

  /** A long value keeps its beginning and what tells it from others. */
  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE / 2)
            + "~"
            + Ids.sha256(value.getBytes(UTF_8)).substring(0, 32);
  }

  private static @Nullable String traceId(WorkEvent event) {
    return event.traceRef() == null ? null : Ids.traceId(event.traceRef()).orElse(null);
  }

  /** Subjects whose cases must be known before {@link #commit}, by scope. */
  Map<Scope, Set<String>> subjects() {
    return pairs.keySet().stream()
        .collect(
            Collectors.groupingBy(
                Scoped::scope,
                Collectors.mapping(key -> key.value().subject(), Collectors.toSet())));
  }

  /** Under which their cases are kept. */
  Set<String> caseIndicators() {
    return pairs.keySet().stream()
        .map(key -> key.value().indicator())
        .flatMap(id -> Stream.of(id, Pair.ends(id)))
        .collect(Collectors.toSet());
  }

  /**
   * The step as it is to be committed.
   *
   * @param known the cases of {@link #subjects}
   */
  CommitFigures commit(List<Move> moves, List<Scoped<Case>> known, Instant now) {
    CaseChanges cases = new CaseChanges(ticks);
    Map<Scoped<Key>, Case> before = byKey(known);
    pairs.forEach((key, pair) -> change(key, pair, before, cases, now));
    return new CommitFigures(
        moves,
        series.settled(List.of()),
        List.of(),
        List.of(),
        cases.made(),
        cases.dropped(),
        ticks.list(),
        emitters.list());
  }

  private void change(
      Scoped<Key> key, Pair pair, Map<Scoped<Key>, Case> before, CaseChanges changes, Instant now) {
    String id = key.value().indicator();
    String subject = key.value().subject();
    Scoped<Key> endsKey = new Scoped<>(key.scope(), new Key(Pair.ends(id), subject));
    Pair known = Pair.of(before.get(key), before.get(endsKey));
    Pair merged = known.merge(pair);
    if (!merged.equals(known) && indicators.get(id) instanceof Indicator.Pairs wanted) {
      Map<Scoped<Key>, Case> after =
          byKey(
              merged.cases(id, subject, wanted.limit(), now).stream()
                  .map(one -> new Scoped<>(key.scope(), one))
                  .toList());
      changes.replace(key.scope(), before.get(key), after.get(key));
      changes.replace(key.scope(), before.get(endsKey), after.get(endsKey));
    }
  }

  private static Map<Scoped<Key>, Case> byKey(List<Scoped<Case>> cases) {
    Map<Scoped<Key>, Case> byKey = new HashMap<>();
    for (Scoped<Case> one : cases) {
      Key key = new Key(one.value().indicator(), one.value().subject());
      byKey.put(new Scoped<>(one.scope(), key), one.value());
    }
    return byKey;
  }
}
