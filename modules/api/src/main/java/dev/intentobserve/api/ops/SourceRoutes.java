package dev.intentobserve.api.ops;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import io.vertx.core.Future;

/** How many events each source sent, and how many of them were stored, duplicates or refused. */
public record SourceRoutes(Backend backend) {
  private static final int DEFAULT_LIMIT = 100;

  public void mount(ApiRouter routes) {
    routes.get("/api/v1/sources", this::list, "limit", "cursor");
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    SourcesOf query =
        new SourcesOf(apiRequest.scope(), params.limit(DEFAULT_LIMIT), params.text("cursor"));
    return backend
        .ask(StorePorts.SOURCES, query)
        .map(
            sources ->
                ApiResponse.list(
                    apiRequest,
                    ApiResponse.encoded(
                        sources.page().items().stream().map(SourceJson::source).toList()),
                    sources.page().next(),
                    SourceJson.totals(sources.totals())));
  }
}
