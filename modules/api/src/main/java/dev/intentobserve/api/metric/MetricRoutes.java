package dev.intentobserve.api.metric;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.SampleQuery;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The metrics that are computed from the record, and the samples behind each value. */
public record MetricRoutes(Backend backend, InstantSource clock) {
  public void mount(ApiRouter routes) {
    routes.get(ApiLinks.METRICS, this::list);
    routes.list(ApiLinks.METRICS + "/:name/events", this::events, "label.*", "since", "until");
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    return metrics(apiRequest.scope())
        .map(
            metrics ->
                ApiResponse.list(apiRequest, new Listing<>(metrics, null), MetricJson::metric));
  }

  private Future<ApiResponse> events(ApiRequest apiRequest) {
    SortedMap<String, String> labels = apiRequest.params().withPrefix("label.");
    return metrics(apiRequest.scope())
        .map(metrics -> metric(metrics, apiRequest.ctx().pathParam("name")))
        .compose(
            metric ->
                MetricJson.hasSamples(metric.name())
                    ? samples(apiRequest, metric, labels)
                    : Future.succeededFuture(linkOnly(apiRequest, metric, labels)));
  }

  private Future<ApiResponse> samples(
      ApiRequest apiRequest, Metric metric, SortedMap<String, String> labels) {
    requireKnownLabels(metric, labels);
    Scope scope = apiRequest.scope();
    QueryParams.Window window = apiRequest.params().window(clock.instant());
    boolean exact = !MetricJson.isOverflow(labels) && listedSeries(metric).contains(labels);
    MetricSeries series = exact ? new MetricSeries(metric.name(), labels) : null;
    return backend
        .scan(
            apiRequest.params(),
            matching(metric, labels),
            (limit, cursor) ->
                backend.ask(
                    MetricStorePorts.FIND_SAMPLES,
                    new SampleQuery(
                        scope,
                        metric.name(),
                        series,
                        window.since(),
                        window.until(),
                        limit,
                        cursor)))
        .map(
            page ->
                ApiResponse.list(
                    apiRequest,
                    page,
                    MetricJson::sample,
                    Json.object().put("note", MetricJson.note(labels)).build()));
  }

  /** {@code other} means the samples of all series that are not listed by themselves. */
  private static Predicate<MetricSample> matching(Metric metric, SortedMap<String, String> labels) {
    if (MetricJson.isOverflow(labels)) {
      Set<SortedMap<String, String>> listedSeries = listedSeries(metric);
      listedSeries.remove(labels);
      return sample -> !listedSeries.contains(sample.series().labels());
    }
    return sample -> sample.series().labels().entrySet().containsAll(labels.entrySet());
  }

  private static Set<SortedMap<String, String>> listedSeries(Metric metric) {
    return metric.points().stream().map(Metric.Point::labels).collect(Collectors.toSet());
  }

  private static void requireKnownLabels(Metric metric, SortedMap<String, String> labels) {
    Set<String> known = new TreeSet<>();
    metric.points().forEach(point -> known.addAll(point.labels().keySet()));
    for (String name : labels.keySet()) {
      if (!metric.points().isEmpty() && !known.contains(name)) {
        throw QueryParams.invalid(
            metric.name()
                + " has no label "
                + QueryParams.quote(name)
                + "; it has "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  /** A metric without samples links to the list of what it counts. */
  private static ApiResponse linkOnly(
      ApiRequest apiRequest, Metric metric, SortedMap<String, String> labels) {
    return ApiResponse.list(
        apiRequest,
        List.of(),
        null,
        Json.object()
            .put("note", metric.name() + " has no samples: follow the link to what it counts.")
            .put("events", MetricJson.eventsOf(metric.name(), labels))
            .build());
  }

  private Future<List<Metric>> metrics(Scope scope) {
    return backend.ask(MetricsPorts.METRICS, new AllMetrics(scope));
  }

  /** By its name with dots, or with underscores as Prometheus writes it. */
  private static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.name().replace('.', '_').equals(name.replace('.', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.missing(
                    "metric_not_found",
                    "There is no metric "
                        + QueryParams.quote(name)
                        + "; there are "
                        + metrics.stream()
                            .map(Metric::name)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
