package dev.intentobserve.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** What other rooms answer; the document speaks of it all the same. */
  private static final Set<String> OF_OTHER_ROOMS =
      Set.of(
          "POST /api/v1/events",
          "POST /api/v1/dead-letters/{id}/retry",
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics");

  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
  private static final Pattern REFERENCE =
      Pattern.compile("\\$ref: \"#/components/(\\w+)/(\\w+)\"");

  private ApiTestServer http;

  @BeforeEach
  void open() throws Exception {
    http = new ApiTestServer(ApiTestConfigs.with(1, 20, 200));
  }

  @AfterEach
  void close() throws Exception {
    http.close();
  }

  @Test
  void document_namesExactlyTheRoutesThereAre() throws Exception {
    Set<String> documented = documented(http.get("/openapi.yaml").body());
    Set<String> expected = new TreeSet<>(OF_OTHER_ROOMS);
    expected.addAll(mounted());

    assertThat(documented).isEqualTo(expected);
  }

  @Test
  void references_leadSomewhere() throws Exception {
    String document = http.get("/openapi.yaml").body();
    String components = document.substring(document.indexOf("\ncomponents:"));

    Matcher reference = REFERENCE.matcher(document);
    while (reference.find()) {
      assertThat(components).contains("\n    " + reference.group(2) + ":\n");
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
    Set<String> mounted = new TreeSet<>();
    for (Route route : http.router.getRoutes()) {
      if (route.methods() != null) {
        route.methods().stream()
            .filter(method -> !method.equals(HttpMethod.HEAD))
            .forEach(method -> mounted.add(method + " " + route.getName()));
      }
    }
    return mounted;
  }

  private static Set<String> documented(String document) {
    Set<String> found = new TreeSet<>();
    String path = "";
    for (String line : document.split("\n")) {
      Matcher named = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (named.matches()) {
        path = named.group(1);
      } else if (method.matches()) {
        found.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return found;
  }
}
