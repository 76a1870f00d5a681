package dev.intentobserve.api.ops;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The version of the service and the description of its API. */
public record AboutRoutes(String version, String commit) {
  public void mount(ApiRouter routes) {
    Buffer openApi = openApi();
    routes.get("/version", apiRequest -> Future.succeededFuture(ApiResponse.json(about())));
    routes.get(
        "/openapi.yaml",
        apiRequest ->
            Future.succeededFuture(new ApiResponse("application/yaml", openApi.copy(), Map.of())));
  }

  private static Buffer openApi() {
    try (InputStream in = AboutRoutes.class.getResourceAsStream("/openapi.yaml")) {
      return Buffer.buffer(
          requireNonNull(in, "openapi.yaml is missing from the jar").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Json about() {
    Json.Builder out = Json.object().put("name", TelemetryNames.SERVICE).put("version", version);
    return (commit.isEmpty() ? out : out.put("commit", commit)).build();
  }
}
