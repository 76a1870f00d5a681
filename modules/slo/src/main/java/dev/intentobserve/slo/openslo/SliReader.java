package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.Picks;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the metrics of an SLI. The result of a metric with problems may be empty or incomplete; the
 * parser discards it.
 */
final class SliReader {
  static final String SOURCE_TYPE = "intent-observe";

  private static final List<String> TIMINGS =
      List.of(
          TelemetryNames.METRIC_HTTP_REQUEST,
          TelemetryNames.METRIC_AUTHORIZATION,
          TelemetryNames.METRIC_APPEND_SECONDS);
  private static final List<String> FRESHNESS_TARGETS =
      List.of(TelemetryNames.EXPORT_TRACES, TelemetryNames.EXPORT_LOGS, "trace");

  /** The names of the DataSources of the file. */
  private final Set<String> sources = new HashSet<>();

  void addSource(String name) {
    sources.add(name);
  }

  /** Reads {@code spec} of an SLI or of an inline indicator. */
  Optional<SliDefinition> read(YamlSection spec) {
    spec.only("description", "thresholdMetric", "ratioMetric");
    if (spec.has("thresholdMetric") == spec.has("ratioMetric")) {
      spec.problem("needs either thresholdMetric or ratioMetric");
      return Optional.empty();
    }
    return spec.has("thresholdMetric")
        ? spec.section("thresholdMetric").flatMap(this::spec).flatMap(SliReader::threshold)
        : spec.section("ratioMetric").flatMap(this::ratio);
  }

  /** The {@code spec} of {@code {metricSource: {type, metricSourceRef, spec}}}. */
  private Optional<YamlSection> spec(YamlSection metric) {
    return metric
        .only("metricSource")
        .requiredSection("metricSource", "{type: intent-observe, spec: {over: …}}")
        .flatMap(this::specOf);
  }

  private Optional<YamlSection> specOf(YamlSection source) {
    source.only("type", "metricSourceRef", "spec");
    Optional<String> ref = source.text("metricSourceRef");
    if (ref.isPresent() && !sources.contains(ref.get())) {
      source.problem(
          "metricSourceRef",
          SelectorReader.oneOf(
              "is not a DataSource of type intent-observe in this file", ref.get(), sources));
      return Optional.empty();
    }
    if (ref.isEmpty() && source.required("type", SOURCE_TYPE).isEmpty()) {
      return Optional.empty();
    }
    if (!source.text("type").orElse(SOURCE_TYPE).equals(SOURCE_TYPE)) {
      source.problem("type", "must be intent-observe: other sources are not supported");
      return Optional.empty();
    }
    return source.requiredSection("spec", "{over: …}, which says what is counted");
  }

  private static Optional<SliDefinition> threshold(YamlSection spec) {
    String over = spec.required("over", "spans, pairs, freshness or timings").orElse("");
    return switch (over) {
      case "spans" ->
          SelectorReader.spans(spec.only("over", "kind", "cycle", "where"))
              .map(
                  spans ->
                      new SliDefinition.Threshold(
                          limit -> new Indicator.Latency(spans, limit), false));
      case "pairs" -> pairs(spec.only("over", "from", "to", "by"));
      case "freshness" -> freshness(spec.only("over", "of"));
      case "timings" -> timed(spec.only("over", "timing", "labels"));
      case "events", "entities" ->
          no(spec, "over: " + over + " has no duration: use a ratioMetric");
      case "" -> Optional.empty();
      default -> no(spec, "must be spans, pairs, freshness or timings");
    };
  }

  private static Optional<SliDefinition> pairs(YamlSection spec) {
    Optional<EventMatch> from = end(spec, "from");
    Optional<EventMatch> to = end(spec, "to");
    Optional<String> by = spec.required("by", "the field both carry, such as correlation_id");
    if (from.isEmpty() || to.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SliDefinition.Threshold(
            limit -> new Indicator.Pairs(from.get(), to.get(), by.get(), limit), false));
  }

  private static Optional<EventMatch> end(YamlSection spec, String key) {
    return spec.requiredSection(key, "which events, such as {type: intent.proposed}")
        .map(end -> end.only("type", "source", "where"))
        .flatMap(SelectorReader::event);
  }

  private static Optional<SliDefinition> freshness(YamlSection spec) {
    String of = spec.required("of", String.join(", ", FRESHNESS_TARGETS)).orElse("");
    if (!of.isEmpty() && !FRESHNESS_TARGETS.contains(of)) {
      spec.problem("of", SelectorReader.oneOf("has no known age", of, FRESHNESS_TARGETS));
    }
    return Optional.of(
        new SliDefinition.Threshold(limit -> new Indicator.Freshness(of, limit), true));
  }

  private static Optional<SliDefinition> timed(YamlSection spec) {
    String timing = timing(spec);
    SortedMap<String, String> labels = SelectorReader.labels(spec, timing);
    return Optional.of(
        new SliDefinition.Threshold(
            limit -> new Indicator.Timings(timing, labels, limit, new TreeMap<>()), false));
  }

  private static String timing(YamlSection spec) {
    String timing = spec.required("timing", String.join(", ", TIMINGS)).orElse("");
    if (!timing.isEmpty() && !TIMINGS.contains(timing)) {
      spec.problem("timing", SelectorReader.oneOf("is not timed", timing, TIMINGS));
    }
    return timing;
  }

  private Optional<SliDefinition> ratio(YamlSection metric) {
    metric.only("counter", "good", "bad", "total", "raw", "rawType");
    metric.flag("counter");
    if (metric.has("raw") || metric.has("rawType")) {
      metric.problem(
          metric.has("raw") ? "raw" : "rawType",
          "is a ratio computed elsewhere; give good or bad, and total");
      return Optional.empty();
    }
    if (metric.has("good") == metric.has("bad")) {
      metric.problem("needs either good or bad");
      return Optional.empty();
    }
    Picks picks = metric.has("good") ? Picks.GOOD : Picks.BAD;
    Optional<YamlSection> picked =
        metric.section(picks == Picks.GOOD ? "good" : "bad").flatMap(this::spec);
    Optional<YamlSection> total =
        metric
            .requiredSection("total", "all cases, of which the good or bad ones are a part")
            .flatMap(this::spec);
    return picked.isEmpty() || total.isEmpty()
        ? Optional.empty()
        : ratio(picked.get(), total.get(), picks).map(SliDefinition.Ratio::new);
  }

  private static Optional<Indicator> ratio(YamlSection picked, YamlSection total, Picks picks) {
    String over = total.required("over", "events, entities or timings").orElse("");
    if (!over.isEmpty() && !picked.text("over").equals(Optional.of(over))) {
      picked.problem("over", "must be " + over + ", as in total");
    }
    return switch (over) {
      case "events" -> events(picked, total, picks);
      case "entities" -> entities(picked, total, picks);
      case "timings" -> timings(picked, total, picks);
      case "spans", "pairs", "freshness" ->
          no(total, "over: " + over + " has a duration: use a thresholdMetric");
      case "" -> Optional.empty();
      default -> no(total, "must be events, entities or timings");
    };
  }

  private static Optional<Indicator> events(YamlSection picked, YamlSection total, Picks picks) {
    String[] keys = {"over", "type", "source", "where"};
    Optional<EventMatch> part = SelectorReader.event(picked.only(keys));
    Optional<EventMatch> all = SelectorReader.event(total.only(keys));
    if (part.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    if (!overlap(part.get().type(), all.get().type())) {
      picked.problem("type", "is not part of total, which counts " + all.get().type());
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

  private static Optional<Indicator> entities(YamlSection picked, YamlSection total, Picks picks) {
    String[] keys = {"over", "kind", "state", "where"};
    Optional<SpanMatch> part = SelectorReader.entities(picked.only(keys));
    Optional<SpanMatch> all = SelectorReader.entities(total.only(keys));
    if (part.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    if (!part.equals(all)) {
      picked.problem("must have the kind and the where of total");
    }
    SortedSet<String> some = SelectorReader.states(picked, part.get().kind());
    SortedSet<String> others = new TreeSet<>(SelectorReader.states(total, all.get().kind()));
    boolean given = !some.isEmpty() && !others.isEmpty();
    if (given && (!others.containsAll(some) || !others.removeAll(some) || others.isEmpty())) {
      picked.problem("state", "must be some, and not all, of the states of total");
    }
    return Optional.of(
        picks == Picks.GOOD
            ? new Indicator.States(all.get(), some, others)
            : new Indicator.States(all.get(), others, some));
  }

  private static Optional<Indicator> timings(YamlSection picked, YamlSection total, Picks picks) {
    String[] keys = {"over", "timing", "labels"};
    String timing = timing(total.only(keys));
    if (!timing.equals(timing(picked.only(keys)))) {
      picked.problem("timing", "must be that of total");
    }
    SortedMap<String, String> where = SelectorReader.labels(total, timing);
    SortedMap<String, String> part = new TreeMap<>(SelectorReader.labels(picked, timing));
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

  private static <T> Optional<T> no(YamlSection spec, String message) {
    spec.problem("over", message);
    return Optional.empty();
  }
}
