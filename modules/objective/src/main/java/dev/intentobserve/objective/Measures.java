package dev.intentobserve.objective;

import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.EventMatch;
import dev.intentobserve.event.Indicator.Picks;
import dev.intentobserve.event.Indicator.SpanMatch;
import dev.intentobserve.event.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the metrics of an SLI. Of a metric with findings the answer may be empty or made up. */
final class Measures {
  private static final List<String> TIMINGS =
      List.of(Names.METRIC_HTTP_REQUEST, Names.METRIC_AUTHORIZATION, Names.METRIC_APPEND_SECONDS);
  private static final List<String> FRESH =
      List.of(Names.EXPORT_TRACES, Names.EXPORT_LOGS, "trace");

  private final Sources sources;

  Measures(Sources sources) {
    this.sources = sources;
  }

  /** Of {@code spec} of an SLI or of an inline indicator. */
  Optional<Measure> read(Section spec) {
    spec.only("description", "thresholdMetric", "ratioMetric");
    if (spec.has("thresholdMetric") == spec.has("ratioMetric")) {
      spec.problem("needs either thresholdMetric or ratioMetric");
      return Optional.empty();
    }
    return spec.has("thresholdMetric")
        ? spec.section("thresholdMetric").flatMap(sources::spec).flatMap(Measures::threshold)
        : spec.section("ratioMetric").flatMap(this::ratio);
  }

  private static Optional<Measure> threshold(Section spec) {
    String over = spec.required("over", "spans, pairs, freshness or timings").orElse("");
    return switch (over) {
      case "spans" ->
          Matches.spans(spec.only("over", "kind", "cycle", "where"))
              .map(
                  spans ->
                      new Measure.Threshold(limit -> new Indicator.Latency(spans, limit), false));
      case "pairs" -> pairs(spec.only("over", "from", "to", "by"));
      case "freshness" -> freshness(spec.only("over", "of"));
      case "timings" -> timed(spec.only("over", "timing", "labels"));
      case "events", "entities" ->
          no(spec, "over: " + over + " has no length: it belongs into a ratioMetric");
      case "" -> Optional.empty();
      default -> no(spec, "must be spans, pairs, freshness or timings");
    };
  }

  private static Optional<Measure> pairs(Section spec) {
    Optional<EventMatch> from = end(spec, "from");
    Optional<EventMatch> to = end(spec, "to");
    Optional<String> by = spec.required("by", "the field both carry, such as correlation_id");
    if (from.isEmpty() || to.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Measure.Threshold(
            limit -> new Indicator.Pairs(from.get(), to.get(), by.get(), limit), false));
  }

  private static Optional<EventMatch> end(Section spec, String key) {
    return spec.requiredSection(key, "which events, such as {type: intent.proposed}")
        .map(end -> end.only("type", "source", "where"))
        .flatMap(Matches::event);
  }

  private static Optional<Measure> freshness(Section spec) {
    String of = spec.required("of", String.join(", ", FRESH)).orElse("");
    if (!of.isEmpty() && !FRESH.contains(of)) {
      spec.problem("of", Matches.oneOf("is nothing whose age is known", of, FRESH));
    }
    return Optional.of(new Measure.Threshold(limit -> new Indicator.Freshness(of, limit), true));
  }

  private static Optional<Measure> timed(Section spec) {
    String timing = timing(spec);
    SortedMap<String, String> labels = Matches.labels(spec, timing);
    return Optional.of(
        new Measure.Threshold(
            limit -> new Indicator.Timings(timing, labels, limit, new TreeMap<>()), false));
  }

  private static String timing(Section spec) {
    String timing = spec.required("timing", String.join(", ", TIMINGS)).orElse("");
    if (!timing.isEmpty() && !TIMINGS.contains(timing)) {
      spec.problem("timing", Matches.oneOf("is not timed", timing, TIMINGS));
    }
    return timing;
  }

  private Optional<Measure> ratio(Section metric) {
    metric.only("counter", "good", "bad", "total", "raw", "rawType");
    metric.flag("counter");
    if (metric.has("raw") || metric.has("rawType")) {
      metric.problem(
          metric.has("raw") ? "raw" : "rawType",
          "is a ratio that somebody else worked out; say good or bad, and total");
      return Optional.empty();
    }
    if (metric.has("good") == metric.has("bad")) {
      metric.problem("needs either good or bad");
      return Optional.empty();
    }
    Picks picks = metric.has("good") ? Picks.GOOD : Picks.BAD;
    Optional<Section> picked =
        metric.section(picks == Picks.GOOD ? "good" : "bad").flatMap(sources::spec);
    Optional<Section> total =
        metric
            .requiredSection("total", "what the good or bad ones are a part of")
            .flatMap(sources::spec);
    return picked.isEmpty() || total.isEmpty()
        ? Optional.empty()
        : ratio(picked.get(), total.get(), picks).map(Measure.Ratio::new);
  }

  private static Optional<Indicator> ratio(Section picked, Section total, Picks picks) {
    String over = total.required("over", "events, entities or timings").orElse("");
    if (!over.isEmpty() && !picked.text("over").equals(Optional.of(over))) {
      picked.problem("over", "must be " + over + ", as in total");
    }
    return switch (over) {
      case "events" -> events(picked, total, picks);
      case "entities" -> entities(picked, total, picks);
      case "timings" -> timings(picked, total, picks);
      case "spans", "pairs", "freshness" ->
          no(total, "over: " + over + " has a length: it belongs into a thresholdMetric");
      case "" -> Optional.empty();
      default -> no(total, "must be events, entities or timings");
    };
  }

  private static Optional<Indicator> events(Section picked, Section total, Picks picks) {
    String[] keys = {"over", "type", "source", "where"};
    Optional<EventMatch> part = Matches.event(picked.only(keys));
    Optional<EventMatch> all = Matches.event(total.only(keys));
    if (part.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    if (!overlap(part.get().type(), all.get().type())) {
      picked.problem("type", "is no part of total, which counts " + all.get().type());
    }
    return Optional.of(new Indicator.Events(all.get(), part.get(), picks));
  }

  /** Whether an event can have both types. */
  private static boolean overlap(String one, String other) {
    String a = one.endsWith(".*") ? one.substring(0, one.length() - 1) : one;
    String b = other.endsWith(".*") ? other.substring(0, other.length() - 1) : other;
    return one.equals(other)
        || (one.endsWith(".*") && b.startsWith(a))
        || (other.endsWith(".*") && a.startsWith(b));
  }

  private static Optional<Indicator> entities(Section picked, Section total, Picks picks) {
    String[] keys = {"over", "kind", "state", "where"};
    Optional<SpanMatch> part = Matches.entities(picked.only(keys));
    Optional<SpanMatch> all = Matches.entities(total.only(keys));
    if (part.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    if (!part.equals(all)) {
      picked.problem("must have the kind and the where of total");
    }
    SortedSet<String> some = Matches.states(picked, part.get().kind());
    SortedSet<String> others = new TreeSet<>(Matches.states(total, all.get().kind()));
    boolean given = !some.isEmpty() && !others.isEmpty();
    if (given && (!others.containsAll(some) || !others.removeAll(some) || others.isEmpty())) {
      picked.problem("state", "must be some, and not all, of the states of total");
    }
    return Optional.of(
        picks == Picks.GOOD
            ? new Indicator.States(all.get(), some, others)
            : new Indicator.States(all.get(), others, some));
  }

  private static Optional<Indicator> timings(Section picked, Section total, Picks picks) {
    String[] keys = {"over", "timing", "labels"};
    String timing = timing(total.only(keys));
    if (!timing.equals(timing(picked.only(keys)))) {
      picked.problem("timing", "must be that of total");
    }
    SortedMap<String, String> where = Matches.labels(total, timing);
    SortedMap<String, String> part = new TreeMap<>(Matches.labels(picked, timing));
    part.entrySet().removeAll(where.entrySet());
    List<String> contradicting = new ArrayList<>(part.keySet());
    contradicting.retainAll(where.keySet());
    contradicting.forEach(key -> picked.problem("labels", key + " must have the value of total"));
    if (part.isEmpty() || (picks == Picks.GOOD && part.size() > 1)) {
      picked.problem(
          "labels",
          part.isEmpty()
              ? "must name a label that total does not"
              : "good may name one label that total does not; say bad instead");
      return Optional.empty();
    }
    if (picks == Picks.GOOD) {
      part.replaceAll((key, value) -> value.startsWith("!") ? value.substring(1) : "!" + value);
    }
    return Optional.of(new Indicator.Timings(timing, where, null, part));
  }

  private static <T> Optional<T> no(Section spec, String message) {
    spec.problem("over", message);
    return Optional.empty();
  }
}
