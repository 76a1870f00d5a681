package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Metrics computed from the record, and the samples they are sums of; answered by the store. A
 * projection: it can be dropped and rebuilt with the same result, except for timings and freshness,
 * which are not in the record.
 */
public interface MetricStorePorts {
  /** Every series of every scope. */
  Port<Nothing, List<Scoped<SeriesTotal>>> SERIES = Port.at("store.series");

  /** The samples that subjects have now. */
  Port<SamplesOf, List<Scoped<MetricSample>>> SAMPLES = Port.at("store.samples");

  /** The sample at each of these edges of series, in the order of the request. */
  Port<EdgesOf, List<Optional<MetricSample>>> EDGES = Port.at("store.sample-edges");

  /** The cases that subjects have now. */
  Port<SliEventsOf, List<Scoped<SliEvent>>> SLI_EVENTS = Port.at("store.sli-events");

  /** Open cases that are overdue at a moment, the longest overdue first. */
  Port<DueSliEvents, List<Scoped<SliEvent>>> DUE_SLI_EVENTS = Port.at("store.due-sli-events");

  /**
   * Commits metrics together with the cursors they move; fails as BUSY {@code cursor_moved} when
   * one of the cursors has moved meanwhile.
   */
  Port<CommitMetrics, Boolean> COMMIT_METRICS = Port.at("store.commit-metrics");

  /**
   * The counts of each window, in the order of the request; {@link GoodBadCount#NONE} for an empty
   * one.
   */
  Port<GoodBadCountsOf, List<GoodBadCount>> GOOD_BAD_COUNTS = Port.at("store.good-bad-counts");

  /** The total counts of every indicator that counted anything. */
  Port<Nothing, List<IndicatorCount>> ALL_GOOD_BAD_COUNTS = Port.at("store.all-good-bad-counts");

  /** Newest first. */
  Port<SampleQuery, Listing<MetricSample>> FIND_SAMPLES = Port.at("store.find-samples");

  /** The latest decided first, open ones before them. */
  Port<SliEventQuery, Listing<SliEvent>> FIND_SLI_EVENTS = Port.at("store.find-sli-events");

  /** How many samples, and their sum, lie between two moments. */
  Port<SumOf, Sum> SUM = Port.at("store.sum");

  /** Every emitter with the minutes it was last active in. */
  Port<ActivityOf, List<Emitter>> ACTIVITY = Port.at("store.activity");

  /**
   * Of some subjects.
   *
   * @param subjects {@code kind:id}
   */
  record SamplesOf(Scope scope, Set<String> subjects) {
    public SamplesOf {
      subjects = Set.copyOf(subjects);
    }
  }

  /**
   * The samples at edges of series, without those of some subjects.
   *
   * @param without subjects that do not count
   */
  record EdgesOf(Scope scope, List<Edge> edges, Set<String> without) {
    public EdgesOf {
      edges = List.copyOf(edges);
      without = Set.copyOf(without);
    }
  }

  /**
   * The earliest sample of a series, of one moment the one with the smaller subject; or the latest
   * that has a span, of one moment the one with the greater span id.
   *
   * @param above only samples with a greater value
   * @param upTo only samples with this value or less
   */
  record Edge(MetricSeries series, double above, double upTo, boolean latest) {
    public Edge {
      requireNonNull(series, "series");
    }

    /** The earliest of all. */
    public static Edge first(MetricSeries series) {
      return new Edge(series, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
    }
  }

  /** Every combination of the two. */
  record SliEventsOf(Scope scope, Set<String> indicators, Set<String> subjects) {
    public SliEventsOf {
      indicators = Set.copyOf(indicators);
      subjects = Set.copyOf(subjects);
    }
  }

  record DueSliEvents(Set<String> indicators, Instant now, int limit) {
    public DueSliEvents {
      indicators = Set.copyOf(indicators);
    }
  }

  /**
   * One step of the metrics module.
   *
   * @param moves cursors; empty for timings and freshness, which are not in the record
   * @param totals new values; a total without samples or events is deleted
   * @param samples as they are to be
   * @param gone deleted samples, by series and subject
   * @param cases as they are to be
   * @param dropped deleted SLI events, by indicator and subject
   * @param ticks added to what is there
   * @param activity added to what is there
   */
  record CommitMetrics(
      List<CursorMove> moves,
      List<Scoped<SeriesTotal>> totals,
      List<Scoped<MetricSample>> samples,
      List<Scoped<MetricSample>> gone,
      List<Scoped<SliEvent>> cases,
      List<Scoped<SliEvent>> dropped,
      List<Scoped<MinuteCount>> ticks,
      List<Scoped<EmitterActivity>> activity) {
    public CommitMetrics {
      moves = List.copyOf(moves);
      totals = List.copyOf(totals);
      samples = List.copyOf(samples);
      gone = List.copyOf(gone);
      cases = List.copyOf(cases);
      dropped = List.copyOf(dropped);
      ticks = List.copyOf(ticks);
      activity = List.copyOf(activity);
    }
  }

  record CursorMove(String cursor, long from, long to) {}

  /**
   * SLI events counted in a minute; negative where they are withdrawn.
   *
   * @param minute its beginning
   */
  record MinuteCount(String indicator, Instant minute, long good, long bad) {}

  /**
   * Events of an emitter in a minute.
   *
   * @param kind {@code source}, {@code file}, {@code hook}, or {@code work} for everything except
   *     heartbeats
   * @param name of the source, file or hook; {@code all} of work
   * @param last the latest event of the minute
   */
  record EmitterActivity(
      String kind, String name, Instant minute, long count, Instant last, String lastEvent) {}

  /**
   * Emitters with a minute of activity since then.
   *
   * @param minutes at most so many of the latest active minutes of each
   */
  record ActivityOf(Scope scope, Instant since, int minutes) {}

  /**
   * An emitter and when it was active.
   *
   * @param minutes beginnings of active minutes, rising
   */
  record Emitter(String kind, String name, List<Instant> minutes, Instant last, String lastEvent) {
    public Emitter {
      minutes = List.copyOf(minutes);
    }
  }

  record GoodBadCountsOf(List<CountWindow> windows) {
    public GoodBadCountsOf {
      windows = List.copyOf(windows);
    }
  }

  /**
   * A time range of an indicator.
   *
   * @param from inclusive, a whole minute
   * @param to exclusive, a whole minute
   */
  record CountWindow(Scope scope, String indicator, Instant from, Instant to) {
    public CountWindow {
      requireNonNull(scope, "scope");
      requireNonNull(indicator, "indicator");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  record IndicatorCount(Scope scope, String indicator, GoodBadCount tally) {}

  /**
   * Samples of one metric.
   *
   * @param series null for every series of the metric
   */
  record SampleQuery(
      Scope scope,
      String metric,
      @Nullable MetricSeries series,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {}

  /**
   * Cases of one indicator.
   *
   * @param outcome null for any
   * @param since decided then or later; an open case passes
   * @param until decided before then; an open case passes
   */
  record SliEventQuery(
      Scope scope,
      String indicator,
      SliEvent.@Nullable Outcome outcome,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {}

  /**
   * A time range of a metric.
   *
   * @param labels every series of the metric that has these values; all of them when empty
   * @param from inclusive
   * @param to exclusive
   */
  record SumOf(
      Scope scope, String metric, SortedMap<String, String> labels, Instant from, Instant to) {
    public SumOf {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Of every series of the metric. */
    public SumOf(Scope scope, String metric, Instant from, Instant to) {
      this(scope, metric, new TreeMap<>(), from, to);
    }
  }

  record Sum(long count, double sum) {}
}
