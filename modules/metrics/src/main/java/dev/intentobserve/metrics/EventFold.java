package dev.intentobserve.metrics;

import dev.intentobserve.metrics.EventPair.Moment;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.Picks;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.StorePorts.Scoped;
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
 * Folds a page of events into series, activity and the indicators of the cohort. All results are
 * additive, so pages may be cut and ordered in any way.
 */
final class EventFold {
  private static final int MAX_VALUE_LENGTH = 200;

  private final boolean main;
  private final Map<String, Indicator> indicators;
  private final SeriesChangeSet series;
  private final MinuteCounts ticks = new MinuteCounts();
  private final EmitterActivityCollector emitters = new EmitterActivityCollector();
  private final Map<Scoped<Key>, EventPair> pairs = new LinkedHashMap<>();

  /** The key of a pair. */
  private record Key(String indicator, String subject) {}

  /**
   * @param main whether the main cursor is in the cohort; otherwise only the indicators count
   * @param indicators of the cohort, by id
   */
  EventFold(boolean main, Map<String, Indicator> indicators, SeriesChangeSet series) {
    this.main = main;
    this.indicators = Map.copyOf(indicators);
    this.series = series;
  }

  void add(List<StoredEvent> events) {
    for (StoredEvent stored : events) {
      if (main) {
        count(stored);
        emitters.recordActivity(stored);
      }
      if (!stored.event().flags().contains(EventFlag.FUTURE_TIME)) {
        indicators.forEach((id, indicator) -> countIndicator(stored, id, indicator));
      }
    }
  }

  private void count(StoredEvent stored) {
    MetricSeries events =
        MetricSeries.of(
            TelemetryNames.INTENT_EVENTS,
            TelemetryNames.LABEL_EVENT_TYPE,
            LabelSanitizer.sanitized(stored.event().type(), LabelSanitizer.UNKNOWN),
            TelemetryNames.LABEL_SOURCE,
            LabelSanitizer.sanitized(stored.event().source(), LabelSanitizer.UNKNOWN));
    series.change(stored.scope(), events).count(stored.stamp());
  }

  private void countIndicator(StoredEvent stored, String id, Indicator indicator) {
    if (indicator instanceof Indicator.Events events) {
      countIndicator(stored, id, events);
    } else if (indicator instanceof Indicator.Pairs wanted) {
      countIndicator(stored, id, wanted);
    }
  }

  private void countIndicator(StoredEvent stored, String id, Indicator.Events events) {
    WorkEvent event = stored.event();
    if (events.total().matches(event)) {
      boolean good = events.picked().matches(event) == (events.picks() == Picks.GOOD);
      GoodBadCount one = new GoodBadCount(good ? 1 : 0, good ? 0 : 1);
      ticks.add(stored.scope(), id, event.eventTime(), one);
    }
  }

  private void countIndicator(StoredEvent stored, String id, Indicator.Pairs wanted) {
    WorkEvent event = stored.event();
    boolean starts = wanted.from().matches(event);
    boolean ends = wanted.to().matches(event);
    Optional<String> subject = starts || ends ? subject(wanted.by(), event) : Optional.empty();
    if (subject.isPresent()) {
      Moment moment = new Moment(event.eventTime(), event.eventId());
      EventPair pair =
          starts ? EventPair.UNKNOWN.started(moment, traceId(event)) : EventPair.UNKNOWN;
      pairs.merge(
          new Scoped<>(stored.scope(), new Key(id, subject.get())),
          ends ? pair.ended(moment) : pair,
          EventPair::merge);
    }
  }

  private static Optional<String> subject(String by, WorkEvent event) {
    Optional<String> value =
        by.equals("entity")
            ? Optional.ofNullable(event.entity()).map(Object::toString)
            : event.data().text(by).filter(text -> !text.isBlank());
    return value.map(text -> by + "=" + shortened(text));
  }

  /** A long value keeps its start and a hash that tells it from others. */
  private static String shortened(String value) {
    return value.length() <= MAX_VALUE_LENGTH
        ? value
        : value.substring(0, MAX_VALUE_LENGTH / 2) + "~" + Digests.sha256(value).substring(0, 32);
  }

  private static @Nullable String traceId(WorkEvent event) {
    return event.traceRef() == null ? null : TraceIds.traceId(event.traceRef()).orElse(null);
  }

  /** Subjects whose SLI events must be loaded before {@link #commit}, by scope. */
  Map<Scope, Set<String>> subjects() {
    return pairs.keySet().stream()
        .collect(
            Collectors.groupingBy(
                Scoped::scope,
                Collectors.mapping(key -> key.value().subject(), Collectors.toSet())));
  }

  /** The subject of their SLI events. */
  Set<String> caseIndicators() {
    return pairs.keySet().stream()
        .map(key -> key.value().indicator())
        .flatMap(id -> Stream.of(id, EventPair.ends(id)))
        .collect(Collectors.toSet());
  }

  /**
   * The step to commit.
   *
   * @param known the SLI events of {@link #subjects}
   */
  CommitMetrics commit(List<CursorMove> moves, List<Scoped<SliEvent>> known, Instant now) {
    SliEventChanges cases = new SliEventChanges(ticks);
    Map<Scoped<Key>, SliEvent> before = byKey(known);
    pairs.forEach((key, pair) -> change(key, pair, before, cases, now));
    return new CommitMetrics(
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
      Scoped<Key> key,
      EventPair pair,
      Map<Scoped<Key>, SliEvent> before,
      SliEventChanges changes,
      Instant now) {
    String id = key.value().indicator();
    String subject = key.value().subject();
    Scoped<Key> endsKey = new Scoped<>(key.scope(), new Key(EventPair.ends(id), subject));
    EventPair known = EventPair.of(before.get(key), before.get(endsKey));
    EventPair merged = known.merge(pair);
    if (!merged.equals(known) && indicators.get(id) instanceof Indicator.Pairs wanted) {
      Map<Scoped<Key>, SliEvent> after =
          byKey(
              merged.cases(id, subject, wanted.limit(), now).stream()
                  .map(one -> new Scoped<>(key.scope(), one))
                  .toList());
      changes.replace(key.scope(), before.get(key), after.get(key));
      changes.replace(key.scope(), before.get(endsKey), after.get(endsKey));
    }
  }

  private static Map<Scoped<Key>, SliEvent> byKey(List<Scoped<SliEvent>> cases) {
    Map<Scoped<Key>, SliEvent> byKey = new HashMap<>();
    for (Scoped<SliEvent> one : cases) {
      Key key = new Key(one.value().indicator(), one.value().subject());
      byKey.put(new Scoped<>(one.scope(), key), one.value());
    }
    return byKey;
  }
}
