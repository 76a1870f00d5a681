package dev.intentobserve.window;

import dev.intentobserve.event.Json;
import dev.intentobserve.event.Names;
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
 * The reading half of Zipkin's v2 API, for Grafana's Zipkin datasource and Zipkin's own page. Trees
 * are computed when asked, so traces are shown corrected, however old they are.
 */
record ZipkinRoutes(Doors doors, InstantSource clock) {
  private static final String API = "/zipkin/api/v2";
  private static final int MAX_MANY = 100;
  private static final int RECENT = 10;
  private static final Duration LOOKBACK = Duration.ofDays(90);

  /** Says that a search ended before it had looked into everything. */
  private static final String TRUNCATED = "X-Search-Truncated";

  private static final List<String> KEYS =
      List.of(Names.ATTR_KIND, Names.ATTR_SOURCE, Names.ATTR_STATE);

  void mount(Paths paths) {
    paths.get(API + "/services", asked -> texts(List.of(Names.INTENT_SERVICE)));
    paths.get(API + "/remoteServices", asked -> texts(List.of()));
    paths.get(API + "/dependencies", asked -> texts(List.of()));
    paths.get(API + "/autocompleteKeys", asked -> texts(KEYS));
    paths.get(API + "/autocompleteValues", this::values);
    paths.get(API + "/spans", this::spanNames);
    paths.get(API + "/traces", this::traces);
    paths.get(API + "/traceMany", this::many);
    paths.get(API + "/trace/*", API + "/trace/{traceId}", this::one);
    paths.get("/zipkin/config.json", ZipkinRoutes::uiConfig);
    paths.get("/zipkin/health", ZipkinRoutes::health);
  }

  private Future<Answer> one(Asked asked) {
    asked.lenientParams();
    return doors
        .tree(asked.scope(), asked.rest(API + "/trace/"))
        .compose(tree -> doors.work(tree.spans().size(), () -> array(ZipkinSpans.of(tree))))
        .map(Answer::json);
  }

  private Future<Answer> many(Asked asked) {
    List<String> ids = List.of(asked.lenientParams().required("traceIds").split(",", -1));
    if (ids.size() > MAX_MANY || Set.copyOf(ids).size() < ids.size()) {
      throw Params.invalid("traceIds must be at most " + MAX_MANY + " different ids");
    }
    ZipkinSearch search = new ZipkinSearch(doors, asked.scope());
    return search.find(ids).compose(traces -> answer(search, traces));
  }

  private Future<Answer> traces(Asked asked) {
    ZipkinQuery query = ZipkinQuery.of(asked.lenientParams(), clock.instant());
    ZipkinSearch search = new ZipkinSearch(doors, asked.scope());
    return search.find(query).compose(traces -> answer(search, traces));
  }

  private Future<Answer> spanNames(Asked asked) {
    String service = asked.lenientParams().required("serviceName");
    return service.equalsIgnoreCase(Names.INTENT_SERVICE)
        ? recent(asked, span -> Stream.of(span.lookupName()))
        : texts(List.of());
  }

  private Future<Answer> values(Asked asked) {
    String key = asked.lenientParams().required("key");
    return KEYS.contains(key)
        ? recent(asked, span -> Stream.ofNullable(span.tags().get(key)))
        : texts(List.of());
  }

  /** The words of the latest traces: enough to choose from, and cheap however many there are. */
  private Future<Answer> recent(Asked asked, Function<ZipkinSpan, Stream<String>> words) {
    return new ZipkinSearch(doors, asked.scope())
        .find(ZipkinQuery.latest(RECENT, clock.instant()))
        .compose(traces -> texts(distinct(traces, words)));
  }

  private Future<Answer> answer(ZipkinSearch search, List<List<ZipkinSpan>> traces) {
    Map<String, String> headers = search.complete() ? Map.of() : Map.of(TRUNCATED, "true");
    return doors
        .work(traces.stream().mapToInt(List::size).sum(), () -> arrays(traces))
        .map(body -> new Answer(Answer.JSON, body, headers));
  }

  private static List<String> distinct(
      List<List<ZipkinSpan>> traces, Function<ZipkinSpan, Stream<String>> words) {
    return traces.stream()
        .flatMap(List::stream)
        .flatMap(words)
        .distinct()
        .sorted()
        .limit(Params.MAX_LIMIT)
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

  private static Future<Answer> texts(List<String> texts) {
    return Future.succeededFuture(
        Answer.json(new Json.Items(texts.stream().map(Json::of).toList())));
  }

  private static Future<Answer> health(Asked asked) {
    return Future.succeededFuture(Answer.json(Json.object().put("status", "UP").build()));
  }

  /** Intents live for weeks, so the page looks back further than Zipkin's quarter of an hour. */
  private static Future<Answer> uiConfig(Asked asked) {
    return Future.succeededFuture(
        Answer.json(
            Json.object()
                .put("environment", "")
                .put("queryLimit", 10)
                .put("defaultLookback", LOOKBACK.toMillis())
                .put("searchEnabled", true)
                .put("dependency", Json.object().put("enabled", false).build())
                .build()));
  }
}
