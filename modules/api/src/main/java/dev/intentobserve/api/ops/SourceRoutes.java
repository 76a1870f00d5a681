package dev.intentobserve.api.ops;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import dev.intentobserve.ports.StorePorts.Totals;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many events each source sent, and how many of them were stored, duplicates or refused. They
 * balance when received = stored + duplicates + refused.
 */
public record SourceRoutes(Backend backend) {
  public void mount(ApiRouter routes) {
    routes.list("/api/v1/sources", this::list);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    return backend
        .ask(
            StorePorts.SOURCES,
            new SourcesOf(apiRequest.scope(), params.limit(), params.text("cursor")))
        .map(
            sources ->
                ApiResponse.list(
                    apiRequest, sources.page(), SourceRoutes::source, totals(sources.totals())));
  }

  private static Json.Fields source(SourceCount count) {
    return Json.object()
        .put("receiver", count.receiver())
        .put("source", count.source())
        .put("received", count.received())
        .put("stored", count.stored())
        .put("duplicates", count.duplicates())
        .put("refused", refused(count.refused()))
        .put("balanced", count.balanced())
        .build();
  }

  /** Null on every page but the first. */
  private static Json.Fields totals(@Nullable Totals totals) {
    return Json.object().put("totals", totals == null ? Json.nothing() : sums(totals)).build();
  }

  private static Json sums(Totals totals) {
    return Json.object()
        .put("received", totals.received())
        .put("stored", totals.stored())
        .put("duplicates", totals.duplicates())
        .put("refused", refused(totals.refused()))
        .put("balanced", totals.balanced())
        .build();
  }

  private static Json refused(Map<Refusal, Long> refused) {
    Json.Builder out = Json.object();
    new TreeMap<>(refused).forEach((reason, count) -> out.put(reason.code(), count));
    return out.build();
  }
}
