package dev.intentobserve.ui.http;

import dev.intentobserve.model.Digests;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Style sheet, script and icon from the jar. Their addresses contain a digest of their content, so
 * that a browser may cache them for ever.
 */
public final class StaticAssets {
  static final String PATH = "/assets/";
  private static final int DIGITS = 12;
  private static final Map<String, String> TYPES =
      Map.of(
          "pages.css", "text/css; charset=utf-8",
          "pages.js", "text/javascript; charset=utf-8",
          "favicon.svg", "image/svg+xml");

  private record Asset(String type, Buffer content) {}

  private final Map<String, String> paths = new HashMap<>();
  private final Map<String, Asset> assets = new HashMap<>();

  public StaticAssets() {
    TYPES.forEach(
        (name, type) -> {
          byte[] content = read(name);
          String path = PATH + Digests.sha256(content).substring(0, DIGITS) + "/" + name;
          paths.put(name, path);
          assets.put(path, new Asset(type, Buffer.buffer(content)));
        });
  }

  public String href(String name) {
    return paths.getOrDefault(name, PATH + name);
  }

  public void mount(Router router) {
    router
        .route(PATH + "*")
        .setName(PATH + "{name}")
        .putMetadata(RoutingContextKeys.PAGE, true)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::serve);
  }

  private void serve(RoutingContext ctx) {
    Asset asset = assets.get(ctx.request().path());
    if (asset == null) {
      ctx.fail(404);
      return;
    }
    ctx.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      ctx.response().end();
    } else {
      ctx.response().end(asset.content().copy());
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = StaticAssets.class.getResourceAsStream("assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
