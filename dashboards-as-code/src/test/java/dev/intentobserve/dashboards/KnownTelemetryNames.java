package dev.intentobserve.dashboards;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every name that somebody emits: ours, those of others that we rely on, and recorded ones. */
final class KnownTelemetryNames {
  /** What the JVM and Vert.x report; metrics.md names the families, not each member. */
  private static final Pattern FAMILY = Pattern.compile("(jvm|process|system|vertx)_[a-z0-9_]+");

  /** Labels that Prometheus itself, Loki and the recorded rules have. */
  private static final Set<String> OF_OTHERS =
      Set.of("le", "job", "instance", "service_name", "severity", "window");

  private static final Pattern OURS_IN_LOGQL = Pattern.compile("\\bintent_[a-z0-9_]+");
  private static final Pattern OURS_IN_TRACEQL = Pattern.compile("\\bintent\\.[a-z0-9_.]+");
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "\\b(?:intent|ael|intentus|claude_code|otelcol|tempo|loki|cortex)_[a-z0-9_]+"
              + "(?::[a-z_]+)*|\\bintent(?:_observe)?\\.[a-z_]+[a-z0-9_.]*");

  /** In documents: names of columns and fields, of a database, of bus addresses and files. */
  private static final Set<String> OTHERWISE =
      Set.of("intent_id", "intent_observe", "intent.alerts", "intent.events.live");

  private final Set<String> metrics = new TreeSet<>();
  private final Set<String> dotted = new TreeSet<>();
  private final Set<String> labels = new TreeSet<>(OF_OTHERS);
  private final Set<String> attributes = new TreeSet<>();

  /**
   * @param recorded names of recording rules
   */
  KnownTelemetryNames(Set<String> recorded) {
    metrics.addAll(recorded);
    Stream.concat(
            MetricDescriptor.all().stream(),
            Stream.of(ExternalMetric.values()).map(ExternalMetric::descriptor))
        .forEach(this::add);
    for (Field field : TelemetryNames.class.getFields()) {
      if (field.getName().startsWith("ATTR_")) {
        attributes.add(value(field));
      }
    }
  }

  private void add(MetricDescriptor metric) {
    String exposed = metric.exposedName();
    metrics.add(exposed);
    // Without unit and suffix, as a receiver shows it that adds none.
    metrics.add(metric.name().replace('.', '_'));
    dotted.add(metric.name());
    labels.addAll(metric.labels());
    if (metric.type() == Metric.Type.HISTOGRAM) {
      List.of("_bucket", "_sum", "_count", "_max").forEach(s -> metrics.add(exposed + s));
    }
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of metrics and labels in an expression that nobody emits. */
  List<String> unknownInPromql(String promql) {
    QueryNames names = QueryNames.of(promql);
    List<String> unknown = new ArrayList<>();
    names.metrics().stream().filter(name -> !isMetric(name)).forEach(unknown::add);
    names.labels().stream().filter(name -> !labels.contains(name)).forEach(unknown::add);
    return unknown;
  }

  private boolean isMetric(String name) {
    return metrics.contains(name) || FAMILY.matcher(name).matches();
  }

  /** Attributes of ours that a query for lines uses and no line has. */
  List<String> unknownInLogql(String logql) {
    return found(OURS_IN_LOGQL, logql).stream()
        .filter(name -> attributes.stream().noneMatch(known -> is(name, LogLines.label(known))))
        .toList();
  }

  /** Attributes of ours that a query for traces uses and no span has. */
  List<String> unknownInTraceql(String traceql) {
    return found(OURS_IN_TRACEQL, traceql).stream().filter(name -> !isAttribute(name)).toList();
  }

  private boolean isAttribute(String name) {
    return attributes.stream().anyMatch(known -> is(name, known));
  }

  /** Some attributes are the beginning of many: what follows is up to the event. */
  private static boolean is(String name, String known) {
    boolean open = known.endsWith(".") || known.endsWith("_");
    return name.equals(known) || (open && name.startsWith(known));
  }

  /** Names in a piece of code within a document that nobody emits. */
  List<String> unknownInWords(String code) {
    return found(IN_WORDS, code).stream()
        .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .filter(name -> !OTHERWISE.contains(name))
        .filter(name -> !isMetric(name) && !dotted.contains(name) && !isAttribute(name))
        .filter(name -> dotted.stream().noneMatch(known -> known.startsWith(name + ".")))
        // A cycle is also called by the last part of its metric's name.
        .filter(name -> dotted.stream().noneMatch(known -> known.endsWith("." + name)))
        .filter(name -> attributes.stream().noneMatch(known -> known.equals(name + ".")))
        .filter(name -> !EventCatalog.standard().type(name).known())
        .toList();
  }

  private static List<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(result -> result.group()).distinct().toList();
  }
}
