package dev.intentobserve.window;

import dev.intentobserve.event.Json;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What this is and how it is spoken to. */
record AboutRoutes(WindowConfig config, Buffer openApi) {

  static AboutRoutes of(WindowConfig config) {
    try (InputStream in = AboutRoutes.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing from the jar");
      }
      return new AboutRoutes(config, Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mount(Paths paths) {
    paths.get("/version", this::version);
    paths.get("/openapi.yaml", this::openApi);
  }

  private Future<Answer> version(Asked asked) {
    asked.params();
    Json.Builder out = Json.object().put("name", Names.SERVICE).put("version", config.version());
    if (!config.commit().isEmpty()) {
      out.put("commit", config.commit());
    }
    return Future.succeededFuture(Answer.json(out.build()));
  }

  private Future<Answer> openApi(Asked asked) {
    asked.params();
    return Future.succeededFuture(new Answer("application/yaml", openApi.copy(), Map.of()));
  }
}
