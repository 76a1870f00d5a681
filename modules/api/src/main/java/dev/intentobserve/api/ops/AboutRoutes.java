package dev.intentobserve.api.ops;

import dev.intentobserve.api.http.ApiRequest;
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
public record AboutRoutes(String version, String commit, Buffer openApi) {

  public static AboutRoutes of(String version, String commit) {
    try (InputStream in = AboutRoutes.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing from the jar");
      }
      return new AboutRoutes(version, commit, Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mount(ApiRouter routes) {
    routes.get("/version", this::version);
    routes.get("/openapi.yaml", this::openApi);
  }

  private Future<ApiResponse> version(ApiRequest apiRequest) {
    Json.Builder out = Json.object().put("name", TelemetryNames.SERVICE).put("version", version);
    if (!commit.isEmpty()) {
      out.put("commit", commit);
    }
    return Future.succeededFuture(ApiResponse.json(out.build()));
  }

  private Future<ApiResponse> openApi(ApiRequest apiRequest) {
    return Future.succeededFuture(new ApiResponse("application/yaml", openApi.copy(), Map.of()));
  }
}
