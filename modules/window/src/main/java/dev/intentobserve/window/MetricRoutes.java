package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.SampleQuery;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.MetricsContract.AllMetrics;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The metrics that are computed from the record, and what each of their figures is made of. */
record MetricRoutes(Doors doors, InstantSource clock) {
  private static final int DEFAULT_LIMIT = 100;

  void mount(Paths paths) {
    paths.get(Links.METRICS, this::list);
    paths.get(Links.METRICS + "/:name/events", Links.METRICS + "/{name}/events", this::events);
  }

  private Future<Answer> list(Asked asked) {
    asked.params();
    asked.scope();
    return metrics(asked.scope())
        .map(
            metrics ->
                Answer.list(
                    asked,
                    Answer.encoded(metrics.stream().map(MetricJson::metric).toList()),
                    null));
  }

  private Future<Answer> events(Asked asked) {
    Params params = asked.params("label.*", "since", "until", "limit", "cursor");
    Scope scope = asked.scope();
    SortedMap<String, String> labels = params.family("label.");
    return metrics(asked.scope())
        .map(metrics -> metric(metrics, asked.ctx().pathParam("name")))
        .compose(
            metric ->
                MetricLinks.sampled(metric.name())
                    ? samples(asked, scope, params, metric, labels)
                    : Future.succeededFuture(elsewhere(asked, metric, labels)));
  }

  private Future<Answer> samples(
      Asked asked, Scope scope, Params params, Metric metric, SortedMap<String, String> labels) {
    requireKnown(metric, labels);
    Predicate<Sample> wanted = wanted(metric, labels);
    return doors
        .scan(
            pages(scope, params, metric, labels),
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"),
            page -> Future.succeededFuture(page.stream().filter(wanted).toList()))
        .map(page -> answer(asked, page, labels));
  }

  private Doors.Pages<Sample> pages(
      Scope scope, Params params, Metric metric, SortedMap<String, String> labels) {
    Instant now = clock.instant();
    Instant since = params.moment("since", now);
    Instant until = params.moment("until", now);
    Params.requireOrder(since, until);
    boolean exact = !MetricLinks.overflow(labels) && shown(metric).contains(labels);
    Series series = exact ? new Series(metric.name(), labels) : null;
    return (limit, cursor) ->
        doors.ask(
            FiguresContract.FIND_SAMPLES,
            new SampleQuery(scope, metric.name(), series, since, until, limit, cursor));
  }

  /** Behind {@code other} stand the samples of all series that are not shown by themselves. */
  private static Predicate<Sample> wanted(Metric metric, SortedMap<String, String> labels) {
    if (MetricLinks.overflow(labels)) {
      Set<SortedMap<String, String>> shown = shown(metric);
      shown.remove(labels);
      return sample -> !shown.contains(sample.series().labels());
    }
    return sample -> sample.series().labels().entrySet().containsAll(labels.entrySet());
  }

  private static Set<SortedMap<String, String>> shown(Metric metric) {
    return metric.points().stream().map(Metric.Point::labels).collect(Collectors.toSet());
  }

  private static void requireKnown(Metric metric, SortedMap<String, String> labels) {
    Set<String> known = new TreeSet<>();
    metric.points().forEach(point -> known.addAll(point.labels().keySet()));
    for (String name : labels.keySet()) {
      if (!metric.points().isEmpty() && !known.contains(name)) {
        throw Params.invalid(
            metric.name()
                + " has no label "
                + Params.quote(name)
                + "; it has "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static Answer answer(
      Asked asked, Listing<Sample> page, SortedMap<String, String> labels) {
    List<Json.Fields> items = page.items().stream().map(MetricJson::sample).toList();
    return Answer.list(
        asked,
        Answer.encoded(items),
        page.next(),
        Json.object().put("note", MetricJson.note(labels)).build());
  }

  /** What is not made of samples leads to the list of what it is made of. */
  private static Answer elsewhere(Asked asked, Metric metric, SortedMap<String, String> labels) {
    return Answer.list(
        asked,
        List.of(),
        null,
        Json.object()
            .put("note", metric.name() + " is not made of entities: follow the link to what it is.")
            .put("events", MetricLinks.of(metric.name(), labels))
            .build());
  }

  private Future<List<Metric>> metrics(Scope scope) {
    return doors.ask(MetricsContract.METRICS, new AllMetrics(scope));
  }

  /** By its name with dots, or as Prometheus has it. */
  private static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.name().replace('.', '_').equals(name.replace('.', '_')))
        .findFirst()
        .orElseThrow(() -> noMetric(metrics, name));
  }

  private static Fault noMetric(List<Metric> metrics, String name) {
    return Fault.missing(
        "metric_not_found",
        "There is no metric "
            + Params.quote(name)
            + "; there are "
            + metrics.stream().map(Metric::name).sorted().collect(Collectors.joining(", "))
            + ".");
  }
}
