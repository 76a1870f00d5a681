package dev.intentobserve.api.zipkin;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The reading part of Zipkin's v2 API, for Grafana's Zipkin datasource and Zipkin's own page. Trees
 * are computed on request, so late links also change traces of the past.
 */
public record ZipkinRoutes(Backend backend, InstantSource clock, int maxTraces) {
  private static final String API = "/zipkin/api/v2";
  private static final int MAX_MANY = 100;
  private static final int RECENT = 10;
  private static final Duration LOOKBACK = Duration.ofDays(90);

  /** Header of a search that ended before it had read all traces. */
  private static final String TRUNCATED = "X-Search-Truncated";

  private static final List<String> KEYS =
      List.of(TelemetryNames.ATTR_KIND, TelemetryNames.ATTR_SOURCE, TelemetryNames.ATTR_STATE);

  public void mount(ApiRouter routes) {
    routes.get(API + "/services", apiRequest -> texts(List.of(TelemetryNames.INTENT_SERVICE)));
    routes.get(API + "/remoteServices", apiRequest -> texts(List.of()), "serviceName");
    routes.get(API + "/dependencies", apiRequest -> texts(List.of()));
    routes.get(API + "/autocompleteKeys", apiRequest -> texts(KEYS));
    routes.get(API + "/autocompleteValues", this::values, "key");
    routes.get(API + "/spans", this::spanNames, "serviceName");
    routes.get(
        API + "/traces",
        this::traces,
        "serviceName",
        "spanName",
        "annotationQuery",
        "minDuration",
        "maxDuration",
        "endTs",
        "lookback",
        "limit");
    routes.get(API + "/traceMany", this::tracesById, "traceIds");
    routes.getAs(API + "/trace/{traceId}", API + "/trace/*", this::one);
    routes.get("/zipkin/config.json", ZipkinRoutes::uiConfig);
    routes.get("/zipkin/health", ZipkinRoutes::health);
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    return backend
        .tree(apiRequest.scope(), apiRequest.rest(API + "/trace/"))
        .compose(tree -> backend.work(tree.spans().size(), () -> array(ZipkinSpanMapper.of(tree))))
        .map(ApiResponse::json);
  }

  private Future<ApiResponse> tracesById(ApiRequest apiRequest) {
    List<String> ids = List.of(apiRequest.params().required("traceIds").split(",", -1));
    if (ids.size() > MAX_MANY || Set.copyOf(ids).size() < ids.size()) {
      throw QueryParams.invalid("traceIds must be at most " + MAX_MANY + " different ids");
    }
    ZipkinSearch search = new ZipkinSearch(backend, apiRequest.scope(), maxTraces);
    return search.find(ids).compose(traces -> answer(search, traces));
  }

  private Future<ApiResponse> traces(ApiRequest apiRequest) {
    ZipkinQuery query = ZipkinQuery.of(apiRequest.params(), clock.instant());
    ZipkinSearch search = new ZipkinSearch(backend, apiRequest.scope(), maxTraces);
    return search.find(query).compose(traces -> answer(search, traces));
  }

  private Future<ApiResponse> spanNames(ApiRequest apiRequest) {
    String service = apiRequest.params().required("serviceName");
    return service.equalsIgnoreCase(TelemetryNames.INTENT_SERVICE)
        ? recent(apiRequest, span -> Stream.of(span.lookupName()))
        : texts(List.of());
  }

  private Future<ApiResponse> values(ApiRequest apiRequest) {
    String key = apiRequest.params().required("key");
    return KEYS.contains(key)
        ? recent(apiRequest, span -> Stream.ofNullable(span.tags().get(key)))
        : texts(List.of());
  }

  /** Of the latest traces only: cheap however many there are. */
  private Future<ApiResponse> recent(
      ApiRequest apiRequest, Function<ZipkinSpan, Stream<String>> extractor) {
    return new ZipkinSearch(backend, apiRequest.scope(), maxTraces)
        .find(ZipkinQuery.latest(RECENT, clock.instant()))
        .compose(traces -> texts(distinct(traces, extractor)));
  }

  private Future<ApiResponse> answer(ZipkinSearch search, List<List<ZipkinSpan>> traces) {
    Map<String, String> headers = search.complete() ? Map.of() : Map.of(TRUNCATED, "true");
    return backend
        .work(traces.stream().mapToInt(List::size).sum(), () -> arrays(traces))
        .map(body -> new ApiResponse(ApiResponse.JSON, body, headers));
  }

  private static List<String> distinct(
      List<List<ZipkinSpan>> traces, Function<ZipkinSpan, Stream<String>> extractor) {
    return traces.stream()
        .flatMap(List::stream)
        .flatMap(extractor)
        .distinct()
        .sorted()
        .limit(QueryParams.MAX_LIMIT)
        .toList();
  }

  private static Buffer arrays(List<List<ZipkinSpan>> traces) {
    Buffer out = Buffer.buffer("[");
    for (int i = 0; i < traces.size(); i++) {
      out.appendString(i == 0 ? "" : ",").appendBuffer(array(traces.get(i)));
    }
    return out.appendString("]");
  }

  private static Buffer array(List<ZipkinSpan> spans) {
    return Buffer.buffer(new Json.Items(spans.stream().map(ZipkinSpan::json).toList()).encode());
  }

  private static Future<ApiResponse> texts(List<String> texts) {
    return Future.succeededFuture(ApiResponse.json(Json.of(texts)));
  }

  private static Future<ApiResponse> health(ApiRequest apiRequest) {
    return Future.succeededFuture(ApiResponse.json(Json.object().put("status", "UP").build()));
  }

  /** Intents take weeks, so the page looks back further than Zipkin's 15 minutes. */
  private static Future<ApiResponse> uiConfig(ApiRequest apiRequest) {
    return Future.succeededFuture(
        ApiResponse.json(
            Json.object()
                .put("environment", "")
                .put("queryLimit", 10)
                .put("defaultLookback", LOOKBACK.toMillis())
                .put("searchEnabled", true)
                .put("dependency", Json.object().put("enabled", false))
                .build()));
  }
}
