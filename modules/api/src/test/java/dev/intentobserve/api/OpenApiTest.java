package dev.intentobserve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.http.ApiRouter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** Routes of other modules that the document describes, too. */
  private static final Set<String> OF_OTHER_MODULES =
      Set.of(
          "POST /api/v1/events",
          "POST /api/v1/dead-letters/{id}/retry",
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics");

  @AutoClose private final ApiTestServer http = new ApiTestServer(ApiTestConfigs.with(1, 20, 200));

  @Test
  void document_namesExactlyTheRoutesThereAre() throws Exception {
    Set<String> documented = OpenApiDocument.load().operations().keySet();
    Set<String> expected = new TreeSet<>(OF_OTHER_MODULES);
    expected.addAll(mounted());

    assertThat(documented).isEqualTo(expected);
  }

  @Test
  void everyRoute_acceptsExactlyTheDocumentedParameters() throws Exception {
    OpenApiDocument document = OpenApiDocument.load();
    for (Route route : mountedRoutes()) {
      Set<String> accepted = new TreeSet<>();
      route.<List<String>>getMetadata(ApiRouter.PARAMETERS).stream()
          .map(name -> name.replace(".*", ""))
          .forEach(accepted::add);
      for (String name : names(route)) {
        assertThat(document.parameters(document.operations().get(name), "query"))
            .as(name)
            .isEqualTo(accepted);
      }
    }
  }

  @Test
  void document_isServedAsYaml() throws Exception {
    HttpResponse<String> response = http.get("/openapi.yaml");

    assertThat(response.body()).startsWith("openapi: 3.1.0\n");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml");
  }

  @Test
  void version_tellsTheBuild() throws Exception {
    assertThat(http.object("/version"))
        .isEqualTo(
            new JsonObject(
                "{\"name\":\"intent-observe\",\"version\":\"1.2.3\",\"commit\":\"abc123\"}"));
  }

  private Set<String> mounted() {
    return mountedRoutes().stream()
        .flatMap(route -> names(route).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Route> mountedRoutes() {
    return http.router.getRoutes().stream().filter(route -> route.methods() != null).toList();
  }

  private static List<String> names(Route route) {
    return route.methods().stream()
        .filter(method -> !method.equals(HttpMethod.HEAD))
        .map(method -> method + " " + route.getName())
        .toList();
  }
}
