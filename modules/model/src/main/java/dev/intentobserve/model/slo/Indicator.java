package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an objective counts: a stream of SLI events, each good or bad at a moment.
 *
 * <p>{@link #canonical} describes what an indicator counts in one stable text. Counts are stored
 * under its digest, so an objective may change its name, target or window and keep them.
 */
public sealed interface Indicator {
  String canonical();

  /**
   * Counts events that {@code total} matches, at their event time. Those that {@code picked}
   * matches, too, are good or bad, as {@code picks} says.
   */
  record Events(EventMatch total, EventMatch picked, Picks picks) implements Indicator {
    public Events {
      requireNonNull(total, "total");
      requireNonNull(picked, "picked");
      requireNonNull(picks, "picks");
    }

    @Override
    public String canonical() {
      return "events total(" + total.canonical() + ") " + picks + "(" + picked.canonical() + ")";
    }
  }

  enum Picks {
    GOOD,
    BAD
  }

  /**
   * Counts entities that reached one of the {@code good} or {@code bad} states, at the moment their
   * work ended. An entity that reaches another of these states is counted again.
   */
  record States(SpanMatch spans, SortedSet<String> good, SortedSet<String> bad)
      implements Indicator {
    public States {
      requireNonNull(spans, "spans");
      good = Collections.unmodifiableSortedSet(new TreeSet<>(good));
      bad = Collections.unmodifiableSortedSet(new TreeSet<>(bad));
    }

    @Override
    public String canonical() {
      return "states " + spans.canonical() + " good" + good + " bad" + bad;
    }
  }

  /**
   * Counts spans; one is good when its duration is within the limit. An open span is bad from the
   * moment the limit is passed.
   */
  record Latency(SpanMatch spans, Limit limit) implements Indicator {
    public Latency {
      requireNonNull(spans, "spans");
      requireNonNull(limit, "limit");
    }

    @Override
    public String canonical() {
      return "latency " + spans.canonical() + " " + limit.canonical();
    }
  }

  /**
   * Counts pairs: an event {@code from} and the first event {@code to} at or after it with the same
   * value of {@code by}; good or bad as in {@link Latency}. A start without an end counts as bad
   * once the limit is passed, an end without a start not at all.
   *
   * @param by {@code entity}, or the name of a field of the event's data such as {@code
   *     correlation_id}
   */
  record Pairs(EventMatch from, EventMatch to, String by, Limit limit) implements Indicator {
    public Pairs {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(by, "by");
      requireNonNull(limit, "limit");
    }

    @Override
    public String canonical() {
      return "pairs from(%s) to(%s) by %s %s"
          .formatted(from.canonical(), to.canonical(), by, limit.canonical());
    }
  }

  /**
   * Counts minutes; one is good when the named age is within the limit at its end.
   *
   * @param of {@code export.traces}, {@code export.logs} or {@code trace}: the age of the oldest
   *     event that is not yet shipped or placed, zero when there is none
   */
  record Freshness(String of, Limit limit) implements Indicator {
    public Freshness {
      requireNonNull(of, "of");
      requireNonNull(limit, "limit");
    }

    @Override
    public String canonical() {
      return "freshness " + of + " " + limit.canonical();
    }
  }

  /**
   * Counts timings of the service itself, such as requests to its HTTP server.
   *
   * @param timing a metric of {@code TelemetryNames}, with dots
   * @param where label values that must be equal: {@code 5xx}, one of several {@code 4xx|5xx} or,
   *     negated, none of them {@code !4xx|5xx}
   * @param limit null if only {@code bad} decides
   * @param bad label values of which one makes a timing bad, whatever its duration
   */
  record Timings(
      String timing,
      SortedMap<String, String> where,
      @Nullable Limit limit,
      SortedMap<String, String> bad)
      implements Indicator {
    public Timings {
      requireNonNull(timing, "timing");
      where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
      bad = Collections.unmodifiableSortedMap(new TreeMap<>(bad));
    }

    @Override
    public String canonical() {
      return "timings %s where%s %s bad%s"
          .formatted(timing, where, limit == null ? "any" : limit.canonical(), bad);
    }
  }

  /** Holds for a duration that is {@code comparison} {@code value}. */
  record Limit(Comparison comparison, Duration value) {
    public Limit {
      requireNonNull(comparison, "comparison");
      requireNonNull(value, "value");
    }

    public boolean holds(Duration duration) {
      return comparison.holds(duration, value);
    }

    String canonical() {
      return comparison.code() + " " + value;
    }
  }

  /**
   * Which events.
   *
   * @param type canonical; may end in {@code .*}
   * @param source null for any
   * @param where fields of the event's data and the values they must have
   */
  record EventMatch(String type, @Nullable String source, SortedMap<String, String> where) {
    public EventMatch {
      requireNonNull(type, "type");
      where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
    }

    /** Events of a type, whatever their source. */
    public static EventMatch type(String type) {
      return new EventMatch(type, null, new TreeMap<>());
    }

    public boolean matches(WorkEvent event) {
      return matchesType(event.type())
          && (source == null || source.equals(event.source()))
          && where.entrySet().stream().allMatch(field -> carries(event, field));
    }

    private boolean matchesType(String candidate) {
      return type.endsWith(".*")
          ? candidate.startsWith(type.substring(0, type.length() - 1))
          : type.equals(candidate);
    }

    private static boolean carries(WorkEvent event, Map.Entry<String, String> field) {
      return event.data().text(field.getKey()).filter(field.getValue()::equals).isPresent();
    }

    String canonical() {
      return type + " " + (source == null ? "any" : "source=" + source) + " " + where;
    }
  }

  /**
   * Which spans: entities, or with {@code cycle} that phase of each intent.
   *
   * @param where {@code source}, {@code product} or {@code level} and the value it must have
   */
  record SpanMatch(EntityKind kind, @Nullable CycleTime cycle, SortedMap<String, String> where) {
    public SpanMatch {
      requireNonNull(kind, "kind");
      where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
    }

    String canonical() {
      return kind + (cycle == null ? "" : "/" + cycle.code()) + " " + where;
    }
  }
}
