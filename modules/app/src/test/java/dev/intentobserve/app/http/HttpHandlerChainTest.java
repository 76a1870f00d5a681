package dev.intentobserve.app.http;

import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.access.AccessPolicy;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.MicrometerMeters;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks to the shell in plain text over a socket, so that nothing is added on the way. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpHandlerChainTest {
  private static final String OPEN = "http: {port: 0, metrics_port: 0}";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final AccessPolicy FAKE_MODULES =
      AccessPolicy.TABLE.with(
          Stream.of(
                  "/ok",
                  "/who",
                  "/things/:id",
                  "/page/*",
                  "/broken",
                  "/thrown",
                  "/busy",
                  "/flood",
                  "/gone",
                  "/large",
                  "/conflict",
                  "/bare/:status",
                  "/slow",
                  "/stream",
                  "/never")
              .map(template -> AccessPolicy.get(template, AccessPolicy.Requirement.READ))
              .toList());

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Promise<Void> slowIsAsked = Promise.promise();
  private Vertx vertx;
  private HttpHandlerChain handlerChain;
  private HttpVerticle receiver;
  private String deployment;

  /** What came back. */
  private record Answer(int status, Map<String, String> headers, String body) {
    String code() {
      return new JsonObject(body).getString("code");
    }
  }

  @BeforeEach
  void openVertx() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void closeVertx() throws Exception {
    await(vertx.close());
  }

  @Test
  void callersOwnId_comesBack() throws Exception {
    open(OPEN);
    assertThat(get("/ok", "X-Correlation-ID: abc-123").headers())
        .containsEntry("x-correlation-id", "abc-123");
  }

  @ParameterizedTest
  @CsvSource({"/ok", "/nothing-here", "/broken", "/gone"})
  void everyAnswer_hasAnId_whateverWasOffered(String path) throws Exception {
    open(OPEN);
    String id = get(path, "X-Correlation-ID: not a <good> id").headers().get("x-correlation-id");
    assertThat(id).matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,  /nothing-here, 404, not_found,          false, -",
        "POST, /ok,           405, method_not_allowed, false, -",
        "GET,  /broken,       500, internal_error,     false, -",
        "GET,  /thrown,       500, internal_error,     false, -",
        "GET,  /busy,         503, store_unavailable,  true,  1",
        "GET,  /flood,        429, too_many_requests,  true,  1",
        "GET,  /gone,         404, trace_not_found,    false, -",
        "GET,  /large,        413, body_too_large,     false, -",
        "GET,  /conflict,     409, dead_letter_closed, false, -",
        "GET,  /bare/415,     415, unsupported_media_type, false, -",
        "GET,  /bare/413,     413, body_too_large,     false, -",
      })
  void failure_becomesOneAnswer(
      String method, String path, int status, String code, boolean retryable, String retryAfter)
      throws Exception {
    open(OPEN);
    Answer answer = ask(method, path, "X-Correlation-ID: c-1");
    JsonObject body = new JsonObject(answer.body());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(body.getString("code")).isEqualTo(code);
    assertThat(body.getString("correlation_id")).isEqualTo("c-1");
    assertThat(body.getBoolean("retryable")).isEqualTo(retryable);
    assertThat(body.getString("message")).isNotBlank().doesNotContain("hunter2");
    assertThat(answer.headers().get("retry-after")).isEqualTo(retryAfter);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "localhost:8080,   -,                     -,           200",
        "LOCALHOST,        -,                     -,           200",
        "127.0.0.1:99,     http://localhost:3000, same-site,   200",
        "[::1]:8080,       http://[::1]:8080,     same-origin, 200",
        "evil.example,     -,                     -,           403",
        "localhost.evil.example, -,               -,           403",
        "127.0.0.1.nip.io, -,                     -,           403",
        "localhost@evil,   -,                     -,           400",
        "localhost:8080,   https://evil.example,  -,           403",
        "localhost:8080,   null,                  -,           403",
        "localhost:8080,   http://localhost.evil, -,           403",
        "localhost:8080,   -,                     cross-site,  403",
      })
  void withoutKeys_onlyThisMachineIsServed(String host, String origin, String site, int status)
      throws Exception {
    open(OPEN);
    String request =
        "GET /ok HTTP/1.1\r\nConnection: close\r\nHost: "
            + host
            + (origin == null ? "" : "\r\nOrigin: " + origin)
            + (site == null ? "" : "\r\nSec-Fetch-Site: " + site)
            + "\r\n\r\n";
    Answer answer = exchange(request);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.code()).isEqualTo("foreign_origin");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/ok,           Bearer r-key, 200",
        "/ok,           -,            401",
        "/metrics,      Bearer r-key, 200",
        "/health/live,  -,            200",
        "/health/ready, -,            200",
      })
  void withKeys_inAContainerBehindAnIngress_anyHostIsServed(
      String path, String authorization, int status) throws Exception {
    await(StorePorts.PING.answer(vertx, ping -> Future.succeededFuture(true)));
    open("http: {host: 0.0.0.0, port: 0, metrics_port: 0}" + keys());
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nConnection: close\r\nHost: observe.example\r\n"
            + "Origin: https://observe.example\r\nX-Forwarded-For: 203.0.113.9\r\n"
            + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
            + "\r\n";
    assertThat(exchange(request).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,  /ok,            -,            401, token_missing",
        "GET,  /ok,            Basic abc,    401, token_missing",
        "GET,  /ok,            Bearer wrong, 401, token_invalid",
        "GET,  /nothing-here,  -,            401, token_missing",
        "GET,  /ok,            Bearer r-key, 200, -",
        "GET,  /ok,            bearer a-key, 200, -",
        "GET,  /ok,            Bearer i-key, 403, insufficient_permissions",
        "GET,  /metrics,       -,            401, token_missing",
        "GET,  /health/live,   -,            200, -",
        "POST, /api/v1/events, Bearer i-key, 200, -",
        "POST, /api/v1/events, Bearer r-key, 403, insufficient_permissions",
        "POST, /admin/ops,     Bearer i-key, 403, admin_required",
        "DELETE, /api/v1/dead-letters/1, Bearer i-key, 403, admin_required",
        "POST, /api/v1/alerts/test, Bearer r-key, 403, admin_required",
        "POST, /api/v1/alerts/silences, Bearer i-key, 403, admin_required",
        "DELETE, /api/v1/alerts/silences/1, Bearer r-key, 403, admin_required",
        "GET, /api/v1/alerts/silences, Bearer i-key, 403, insufficient_permissions",
      })
  void withKeys_theKeyDecides(
      String method, String path, String authorization, int status, String code) throws Exception {
    open(OPEN + keys());
    Answer answer =
        authorization == null
            ? ask(method, path)
            : ask(method, path, "Authorization: " + authorization);
    assertThat(answer.status()).isEqualTo(status);
    if (code != null) {
      assertThat(answer.code()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,  /ok,                r-key, -,                     200",
        "GET,  /ok,                wrong, -,                     401",
        "GET,  /ok,                i-key, -,                     403",
        "POST, /api/v1/events,     i-key, http://localhost:8080, 200",
        "POST, /api/v1/events,     i-key, -,                     403",
        "POST, /api/v1/events,     i-key, http://evil.example,   403",
        "POST, /api/v1/events,     i-key, null,                  403",
        "POST, /api/v1/events,     r-key, http://localhost:8080, 403",
      })
  void cookie_isAKey_butOnlyOurOwnPagesChangeSomethingWithIt(
      String method, String path, String key, String origin, int status) throws Exception {
    open(OPEN + keys());
    String cookie = "Cookie: " + ApiKeyCookie.of(key, false).encode().split(";", 2)[0];
    String from = origin == null ? "X-Nothing: 1" : "Origin: " + origin;
    int answered =
        exchange(
                method
                    + " "
                    + path
                    + " HTTP/1.1\r\nHost: localhost:8080\r\n"
                    + cookie
                    + "\r\n"
                    + from
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .status();
    assertThat(answered).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/logout", "/assets/0/pages.css"})
  void formForTheKey_needsNoKey(String path) throws Exception {
    open(OPEN + keys());
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void scope_comesFromTheKeyAlone() throws Exception {
    open(OPEN + keys());
    assertThat(get("/ok", "Authorization: Bearer r-key", "X-Scope-OrgID: other").body())
        .isEqualTo(new Scope("acme", "web").toString());
  }

  @Test
  void actor_isTheNameOfTheKey() throws Exception {
    open(OPEN + keys());
    assertThat(get("/who", "Authorization: Bearer r-key").body()).isEqualTo("read");
  }

  @Test
  void scope_withoutKeys_isThatOfTheDefaultTenant() throws Exception {
    open(OPEN);
    assertThat(get("/ok").body()).isEqualTo(Scope.DEFAULT.toString());
  }

  @Test
  void answers_areHardened() throws Exception {
    open(OPEN);
    assertThat(get("/ok").headers())
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-frame-options", "DENY")
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void whatIsNoHttp_isAnsweredAndCut() throws Exception {
    open(OPEN);
    Answer answer = exchange("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(answer.status()).isEqualTo(414);
    assertThat(answer.code()).isEqualTo("uri_too_long");
    assertThat(answer.headers()).containsKey("x-correlation-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/ok/%", "/%e"})
  void pathThatIsNotPercentEncoded_isTheCallersMistake(String path) throws Exception {
    open(OPEN);
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
  }

  @Test
  void hugeHeaders_areRefused() throws Exception {
    open(OPEN);
    Answer answer = get("/ok", "X-Large: " + "y".repeat(40_000));
    assertThat(answer.status()).isEqualTo(431);
  }

  @Test
  void headSentByteByByte_isCutOff() throws Exception {
    open("http: {port: 0, metrics_port: 0, header_timeout: 300ms}");
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET /ok HTT".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void idleAfterAnAnswer_isCutOff() throws Exception {
    open("http: {port: 0, metrics_port: 0, idle_timeout: 2s}");
    try (Socket socket = connect()) {
      write(socket, "GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ok HTTP/1.1\r\nHost: l");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void bodyThatNeverEnds_isAnswered408() throws Exception {
    open("http: {port: 0, metrics_port: 0, body_timeout: 10ms}");
    Answer answer =
        exchange("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.code()).isEqualTo("request_timeout");
  }

  @Test
  void oneConnectionTooMany_isClosed() throws Exception {
    open("http: {port: 0, metrics_port: 0, max_connections: 1}");
    try (Socket first = connect()) {
      write(first, "GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(first.getInputStream().read()).isEqualTo('H');
      try (Socket second = connect()) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
    }
    assertThat(registry.scrape()).contains("reason=\"too_many\"");
  }

  @Test
  void stopping_letsRequestsUnderWayEnd() throws Exception {
    open(OPEN);
    try (Socket socket = connect()) {
      write(socket, "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      await(slowIsAsked.future());
      await(vertx.undeploy(deployment));
      assertThat(read(socket).status()).isEqualTo(200);
    }
  }

  @Test
  void stopping_answers503ToWhatDoesNotEnd() throws Exception {
    open("http: {port: 0, metrics_port: 0, drain_timeout: 100ms}");
    try (Socket socket = connect()) {
      write(socket, "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await(slowIsAsked.future());
      Future<Void> stopped = vertx.undeploy(deployment);
      Answer answer = read(socket);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("shutting_down");
      await(stopped);
    }
  }

  @Test
  void readiness_followsTheStore() throws Exception {
    open(OPEN);
    assertThat(get("/health/ready").status()).isEqualTo(503);
  }

  @Test
  void readiness_tellsHowFarPlacingIsBehind() throws Exception {
    await(StorePorts.PING.answer(vertx, ping -> Future.succeededFuture(true)));
    await(StorePorts.HEAD.answer(vertx, head -> Future.succeededFuture(42L)));
    await(StorePorts.CURSOR.answer(vertx, cursor -> Future.succeededFuture(40L)));
    await(StorePorts.STALE_ROOT_COUNT.answer(vertx, dirty -> Future.succeededFuture(3)));
    open(OPEN);
    Answer answer = get("/health/ready");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"status":"up","components":{"store":{"status":"up"},
                 "trace":{"status":"up","events_behind":2,"traces_behind":3}}}
                """));
  }

  @Test
  void metrics_nameTheTemplateAndNotThePath() throws Exception {
    open(OPEN);
    get("/things/4711");
    get("/no/such/4712");
    get("/bare/415");
    get("/page/4713");
    assertThat(get("/metrics").body())
        .contains("http_request_seconds_count{operation=\"GET\",route_template=\"/things/:id\"")
        .contains("page_request_seconds_count{operation=\"GET\",route_template=\"/page/{id}\"")
        .doesNotContain("http_request_seconds_count{operation=\"GET\",route_template=\"/page")
        .contains("route_template=\"unmatched\"")
        .contains("route_template=\"/bare/:status\"")
        .contains("status_code_class=\"4xx\"")
        .doesNotContain("4711")
        .doesNotContain("4712")
        .doesNotContain("4713");
  }

  @Test
  void metrics_areOpenMetrics_whereAsked() throws Exception {
    open(OPEN);
    Answer answer = get("/metrics", "Accept: application/openmetrics-text");
    assertThat(answer.headers().get("content-type")).startsWith("application/openmetrics-text");
    assertThat(answer.body()).endsWith("# EOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text;q=0.4, text/plain;q=0.5",
        ";;q=x",
        "/",
        ",,",
        "application/openmetrics-text;q=0",
      })
  void metrics_arePlainText_wherePreferredOrUnknown(String accept) throws Exception {
    open(OPEN);
    Answer answer = get("/metrics", "Accept: " + accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
  }

  @Test
  void metrics_areCompressedWhereAsked() throws Exception {
    open(OPEN);
    get("/ok");
    Answer answer = get("/metrics", "Accept-Encoding: gzip");
    assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
  }

  @Test
  void everyAnswer_saysWhatTimeItIsHere() throws Exception {
    open(OPEN);
    assertThat(get("/ok").headers()).containsEntry("date", "Sun, 01 Mar 2026 12:00:00 GMT");
    assertThat(get("/nothing-here").headers()).containsKey("date");
  }

  @Test
  void stream_isTimedUntilItBegins() throws Exception {
    open(OPEN);
    try (Socket socket = connect()) {
      write(socket, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(get("/metrics").body()).contains(count("/stream") + " 1\n");
    }
  }

  @Test
  void whatIsSaidThroughTheBridge_isNotTimed() throws Exception {
    open(OPEN);
    assertThat(get("/eventbus/info").status()).isEqualTo(200);
    get("/ok");
    assertThat(get("/metrics").body()).contains(count("/ok")).doesNotContain("eventbus");
  }

  @Test
  void findingOutWhoAsks_isTimed_exceptWhereNobodyIsAsked() throws Exception {
    open(OPEN + keys());
    get("/health/live");
    get("/ok", "Authorization: Bearer wrong");
    String metrics = get("/metrics", "Authorization: Bearer r-key").body();
    assertThat(metrics).contains("intent_observe_authorization_seconds_count 2\n");
  }

  private static String count(String route) {
    return "intent_observe_http_request_seconds_count{operation=\"GET\",route_template=\"%s\",status_code_class=\"2xx\"}"
        .formatted(route);
  }

  private void open(String yaml) throws Exception {
    AppConfig config = ConfigParserTest.fromYaml(yaml);
    Meters meters = new MicrometerMeters(registry, 100, new TimingSliCounter());
    OpsRoutes ops =
        new OpsRoutes(
            new MetricsScrape(registry, () -> true, Set.of()),
            new Readiness(InstantSource.system(), false));
    handlerChain =
        new HttpHandlerChain(config, () -> NOON, meters, ops, this::mountFakeModules, FAKE_MODULES);
    receiver = HttpVerticle.api(handlerChain);
    deployment = await(vertx.deployVerticle(receiver));
  }

  private void mountFakeModules(Router router, Vertx unused) {
    router.get("/ok").handler(ctx -> ctx.end(ctx.get(RoutingContextKeys.SCOPE).toString()));
    router.get("/who").handler(ctx -> ctx.end(ctx.<String>get(RoutingContextKeys.ACTOR)));
    router.get("/things/:id").handler(ctx -> ctx.end("thing"));
    router
        .get("/page/*")
        .setName("/page/{id}")
        .putMetadata(RoutingContextKeys.PAGE, true)
        .handler(ctx -> ctx.fail(404));
    router.get("/broken").handler(ctx -> ctx.fail(new IOException("hunter2")));
    router
        .get("/thrown")
        .handler(
            ctx -> {
              throw new IllegalStateException("hunter2");
            });
    router.get("/busy").handler(ctx -> ctx.fail(Fault.busy("store_unavailable", "later")));
    router.get("/flood").handler(ctx -> ctx.fail(Fault.busy("too_many_requests", "slower")));
    router.get("/gone").handler(ctx -> ctx.fail(Fault.missing("trace_not_found", "no trace")));
    router.get("/large").handler(ctx -> ctx.fail(Fault.refused("body_too_large", "large")));
    router
        .get("/conflict")
        .handler(ctx -> ctx.fail(409, Fault.refused("dead_letter_closed", "closed")));
    router.get("/bare/:status").handler(ctx -> ctx.fail(Integer.parseInt(ctx.pathParam("status"))));
    router
        .get("/slow")
        .handler(
            ctx -> {
              slowIsAsked.complete();
              vertx.setTimer(200, late -> ctx.end("slow"));
            });
    router
        .get("/stream")
        .handler(
            ctx -> {
              ctx.response().setChunked(true).putHeader("content-type", "text/event-stream");
              ctx.response().write(":\n");
            });
    router.get("/never").handler(ctx -> slowIsAsked.complete());
    router
        .post("/api/v1/events")
        .handler(ctx -> ctx.request().body().onSuccess(body -> ctx.end("taken")));
  }

  private static String keys() {
    return "\nauth: {keys: ["
        + String.join(", ", key("i-key", "ingest"), key("r-key", "read"), key("a-key", "admin"))
        + "]}";
  }

  private static String key(String key, String role) {
    String digest = Digests.sha256(key);
    assertThat(Bytes.of(HexFormat.of().parseHex(digest)).length()).isEqualTo(32);
    return String.format(
        "{name: %s, key_sha256: '%s', role: %s, tenant: acme, project: web}", role, digest, role);
  }

  private Answer get(String path, String... headers) throws IOException {
    return ask("GET", path, headers);
  }

  private Answer ask(String method, String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: localhost\r\nConnection: close\r\nContent-Length: 0\r\n");
    List.of(headers).forEach(header -> request.append(header).append("\r\n"));
    return exchange(request.append("\r\n").toString());
  }

  private Answer exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return read(socket);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", receiver.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n");
    Map<String, String> headers =
        Arrays.stream(lines)
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(pair -> pair[0].toLowerCase(), pair -> pair[1]));
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, parts[1]);
  }
}
