package dev.intentobserve.app;

import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.access.AccessPolicy;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.http.ActiveRequests;
import dev.intentobserve.app.http.Connections;
import dev.intentobserve.app.http.HttpHandlerChain;
import dev.intentobserve.app.http.HttpVerticle;
import dev.intentobserve.app.http.OpsRoutes;
import dev.intentobserve.app.http.RawHttpClient;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route of the real router, spelled in every way that may look like another path, with every
 * role and with none: a spelling gives what the plain path gives, or is refused. Nothing answers
 * behind the routes, so whoever is let through is told 503 or finds a page.
 */
class RouteAccessTest {
  private static final List<String> ROLES = List.of("none", "ingest", "read", "admin");

  /** A spelling may always be refused; it may never open what the plain path keeps shut. */
  private static final Set<Integer> REFUSED = Set.of(400, 401, 404, 405);

  /** What is judged more leniently than the rest, and so is worth standing behind. */
  private static final List<String> PREFIXES =
      List.of("/eventbus", "/otlp", "/webhooks", "/assets", "/login", "/health/live");

  private static final List<String> AFTER_PREFIX =
      List.of(
          "/..{}",
          "/%2e%2e{}",
          "/%2E.{}",
          "/.%2e{}",
          "/..;{}",
          "/..;a=b{}",
          "/x/../..{}",
          "//..{}",
          "/./..{}",
          "/..//{}",
          "\\..\\{}",
          "/..%2f{}",
          "%2f..{}",
          "/..%5c{}",
          "/%252e%252e{}",
          "/..%00{}",
          "/../%2e{}");

  private static final List<String> ALONE =
      List.of(
          "//{}",
          "/.{}",
          "/%2e{}",
          "{}/",
          "{}/.",
          "{}/..",
          "{}//",
          "{}%2f",
          "{};a=b",
          "{}%20",
          "http://localhost{}",
          "http://localhost/assets/..{}",
          "/%2F{}");

  private Vertx vertx;
  private HttpHandlerChain handlerChain;
  private HttpVerticle receiver;

  private record Asked(String method, String path) {}

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    AppConfig config =
        ConfigParserTest.fromYaml(
            "http: {port: 0, metrics_port: 0, max_connections_per_client: 1000}\nauth: {keys: ["
                + String.join(", ", key("ingest"), key("read"), key("admin"))
                + "]}");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Modules modules =
        new Modules(
            config,
            config.database(),
            Modules.exportConfig(Map.of()),
            InstantSource.system(),
            Meters.NONE,
            new TimingSliCounter());
    modules.identify(IdentityKey.passing());
    OpsRoutes ops =
        new OpsRoutes(
            new MetricsScrape(registry, () -> false, Set.of()),
            new Readiness(InstantSource.system(), false));
    handlerChain =
        new HttpHandlerChain(config, InstantSource.system(), Meters.NONE, ops, modules::mount);
    receiver = HttpVerticle.api(handlerChain);
    await(vertx.deployVerticle(receiver));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void noSpelling_opensWhatThePlainPathKeepsShut() throws Exception {
    List<String> holes = new ArrayList<>();
    for (String role : ROLES) {
      try (RawHttpClient http = new RawHttpClient(receiver.port())) {
        for (Asked asked : everything()) {
          holes.addAll(holes(http, role, asked));
        }
      }
    }
    assertThat(holes).isEmpty();
  }

  /** What no line lists is answered by nobody, so a new route without one would be dead. */
  @Test
  void everyRoute_hasItsOwnLineInTheTable() {
    Set<String> listed =
        AccessPolicy.TABLE.lines().stream()
            .flatMap(line -> spelled(line.methods(), line.template()))
            .collect(Collectors.toSet());
    assertThat(
            router().getRoutes().stream()
                .filter(route -> route.getPath() != null)
                .flatMap(route -> spelled(route.methods(), template(route))))
        .allMatch(
            route -> listed.contains(route) || listed.contains(route.replaceFirst("\\w+", "ANY")));
  }

  private static Stream<String> spelled(@Nullable Set<HttpMethod> methods, String template) {
    return methods == null || methods.isEmpty()
        ? Stream.of("ANY " + template)
        : methods.stream().map(method -> method + " " + template);
  }

  private static String template(Route route) {
    return route.isExactPath() ? route.getPath() : route.getPath().replaceFirst("\\*?$", "*");
  }

  @Test
  void metricsPort_too() throws Exception {
    HttpVerticle metrics = HttpVerticle.metrics(handlerChain);
    await(vertx.deployVerticle(metrics));
    try (RawHttpClient http = new RawHttpClient(metrics.port())) {
      for (String path : List.of("/metrics", "/health/live", "/api/v1/events", "/admin")) {
        assertThat(holes(http, "none", new Asked("GET", path))).isEmpty();
      }
    }
  }

  private List<String> holes(RawHttpClient http, String role, Asked asked) throws IOException {
    String authorization =
        role.equals("none") ? "X-Nothing: 1" : "Authorization: Bearer " + role + "-key";
    int plain = http.ask(asked.method(), asked.path(), authorization).status();
    List<String> holes = new ArrayList<>();
    for (String spelling : spellings(asked.path()).toList()) {
      int got = http.ask(asked.method(), spelling, authorization).status();
      if (got != plain && !REFUSED.contains(got)) {
        holes.add(role + " " + asked.method() + " " + spelling + ": " + got + ", not " + plain);
      }
    }
    return holes;
  }

  private static Stream<String> spellings(String path) {
    return Stream.concat(
        ALONE.stream().map(form -> form.replace("{}", path)),
        PREFIXES.stream()
            .flatMap(
                prefix -> AFTER_PREFIX.stream().map(form -> prefix + form.replace("{}", path))));
  }

  private List<Asked> everything() {
    return router().getRoutes().stream()
        .filter(route -> route.getPath() != null)
        .flatMap(
            route ->
                (route.methods() == null ? Set.of(HttpMethod.GET) : route.methods())
                    .stream().map(method -> new Asked(method.name(), example(route))))
        .toList();
  }

  private Router router() {
    Connections connections =
        new Connections(vertx, Meters.NONE, handlerChain.config().http(), 1, 1);
    return handlerChain.router(vertx, connections, new ActiveRequests());
  }

  /** A path of this route; below the bridge one that answers. */
  private static String example(Route route) {
    String path = template(route).replaceAll(":[A-Za-z]+", "x").replaceFirst("\\*$", "");
    return route.isExactPath() ? path : path + (path.startsWith("/eventbus") ? "info" : "x");
  }

  private static String key(String role) {
    String digest = Digests.sha256(role + "-key");
    return "{name: %s, key_sha256: '%s', role: %s}".formatted(role, digest, role);
  }
}
