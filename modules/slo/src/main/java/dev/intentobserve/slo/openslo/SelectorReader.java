package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.model.text.Suggest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the fields that select events, entities, spans and labels. */
final class SelectorReader {
  private static final Pattern TYPE =
      Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(\\.\\*)?");
  private static final List<String> SPAN_FIELDS = List.of("source", "product", "level");
  private static final Set<String> HTTP_LABELS =
      Set.of(
          TelemetryNames.LABEL_OPERATION,
          TelemetryNames.LABEL_ROUTE,
          TelemetryNames.LABEL_STATUS_CLASS);

  private SelectorReader() {}

  /** {@code type}, {@code source}, {@code where}. */
  static Optional<EventMatch> event(YamlSection spec) {
    SortedMap<String, String> where = where(spec);
    Optional<String> source = spec.text("source");
    return spec.required("type", "an event type such as contract.verified, or contract.*")
        .flatMap(type -> type(spec, type))
        .map(type -> new EventMatch(type, source.orElse(null), where));
  }

  /** Stored events have their canonical type. */
  private static Optional<String> type(YamlSection spec, String type) {
    if (!TYPE.matcher(type).matches()) {
      spec.problem("type", "must be an event type such as contract.verified, or contract.*");
      return Optional.empty();
    }
    return Optional.of(type.endsWith(".*") ? type : EventCatalog.standard().type(type).name());
  }

  /** {@code kind} or {@code cycle}, and {@code where}. */
  static Optional<SpanMatch> spans(YamlSection spec) {
    SortedMap<String, String> where = entityWhere(spec);
    if (!spec.has("cycle")) {
      return kind(spec).map(kind -> new SpanMatch(kind, null, where));
    }
    if (spec.has("kind") && kind(spec).filter(EntityKind.INTENT::equals).isEmpty()) {
      spec.problem("kind", "cycle is always measured on intents: leave kind out");
    }
    return spec.text("cycle")
        .flatMap(code -> cycle(spec, code))
        .map(cycle -> new SpanMatch(EntityKind.INTENT, cycle, where));
  }

  static Optional<SpanMatch> entities(YamlSection spec) {
    SortedMap<String, String> where = entityWhere(spec);
    return kind(spec).map(kind -> new SpanMatch(kind, null, where));
  }

  /** One or more states of {@code kind}. */
  static SortedSet<String> states(YamlSection spec, EntityKind kind) {
    SortedSet<String> known = Lifecycle.states(kind);
    SortedSet<String> states = new TreeSet<>(spec.texts("state"));
    if (known.isEmpty()) {
      spec.problem("kind", "a " + kind + " has no states");
    } else if (states.isEmpty()) {
      spec.problem("state", "is missing: one or more of " + String.join(", ", known));
    }
    for (String state : states) {
      if (!known.isEmpty() && !known.contains(state)) {
        spec.problem("state", oneOf("'" + state + "' is not a state of a " + kind, state, known));
      }
    }
    return states;
  }

  /** Label values: a text, a list of alternatives, or {@code {not: …}}. */
  static SortedMap<String, String> labels(YamlSection spec, String timing) {
    SortedMap<String, String> labels = new TreeMap<>();
    Optional<YamlSection> section = spec.section("labels");
    for (String key : section.map(YamlSection::keys).orElse(Set.of())) {
      YamlSection given = section.get();
      if (timing.equals(TelemetryNames.METRIC_HTTP_REQUEST) && !HTTP_LABELS.contains(key)) {
        given.problem(key, oneOf("is not a label of " + timing, key, new TreeSet<>(HTTP_LABELS)));
      }
      label(given, key).ifPresent(value -> labels.put(key, value));
    }
    return labels;
  }

  private static Optional<String> label(YamlSection labels, String key) {
    boolean negated = labels.isSection(key);
    List<String> values = new ArrayList<>();
    if (negated) {
      labels.section(key).map(not -> not.only("not").texts("not")).ifPresent(values::addAll);
    } else {
      values.addAll(labels.texts(key));
    }
    if (values.isEmpty() || values.stream().anyMatch(SelectorReader::isNoLabelValue)) {
      labels.problem(
          key,
          "must be a value, a list of values or {not: …}; a value has neither | nor leading !");
      return Optional.empty();
    }
    return Optional.of((negated ? "!" : "") + String.join("|", values));
  }

  private static boolean isNoLabelValue(String value) {
    return value.isEmpty() || value.startsWith("!") || value.indexOf('|') >= 0;
  }

  /** Fields and the values they must have. */
  static SortedMap<String, String> where(YamlSection spec) {
    SortedMap<String, String> where = new TreeMap<>();
    spec.section("where")
        .ifPresent(
            fields -> {
              for (String key : fields.keys()) {
                fields
                    .required(key, "the value that the field must have")
                    .ifPresent(value -> where.put(key, value));
              }
            });
    return where;
  }

  private static SortedMap<String, String> entityWhere(YamlSection spec) {
    spec.section("where").ifPresent(where -> where.only(SPAN_FIELDS.toArray(String[]::new)));
    return where(spec);
  }

  private static Optional<EntityKind> kind(YamlSection spec) {
    Optional<String> code = spec.required("kind", "such as contract, spec or execution");
    Optional<EntityKind> kind = code.flatMap(EntityKind::of);
    if (code.isPresent() && kind.isEmpty()) {
      List<String> known = Arrays.stream(EntityKind.values()).map(EntityKind::code).toList();
      spec.problem("kind", oneOf("is not a kind of entity", code.get(), known));
    }
    return kind;
  }

  private static Optional<CycleTime> cycle(YamlSection spec, String code) {
    Optional<CycleTime> cycle = CycleTime.of(code);
    if (cycle.isEmpty()) {
      List<String> known = Arrays.stream(CycleTime.values()).map(CycleTime::code).toList();
      spec.problem("cycle", oneOf("is not a cycle time", code, known));
    }
    return cycle;
  }

  /** The message with a suggestion, or with all known words. */
  static String oneOf(String complaint, String word, Collection<String> known) {
    String close = Suggest.hint(word, known);
    String choice = known.isEmpty() ? "" : "; it is one of " + String.join(", ", known);
    return complaint + (close.isEmpty() ? choice : close);
  }
}
