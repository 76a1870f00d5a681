package dev.intentobserve.app.http;

import static dev.intentobserve.testkit.TestFutures.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.MicrometerMeters;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Digests;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.ports.web.RequestDrainer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the server does to requests that are odd, too many or too large, before any module. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpLimitsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Vertx vertx;
  private HttpVerticle receiver;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    String digest = Digests.sha256("right");
    AppConfig config =
        ConfigParserTest.fromYaml(
            "http: {port: 0, metrics_port: 0}\nauth: {keys: [{name: r, role: read, key_sha256: '"
                + digest
                + "'}]}");
    OpsRoutes ops =
        new OpsRoutes(
            new MetricsScrape(registry, () -> true, Set.of()),
            new Readiness(InstantSource.system(), false));
    HttpHandlerChain handlerChain =
        new HttpHandlerChain(
            config,
            () -> now,
            new MicrometerMeters(registry, 100, new TimingSliCounter()),
            ops,
            (router, unused) ->
                router.get("/api/v1/events").handler(ctx -> ctx.end(ctx.queryParams().toString())));
    receiver = HttpVerticle.api(handlerChain);
    await(vertx.deployVerticle(receiver));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "host: localhost\r\nHOST: localhost\r\n",
        "",
      })
  void hosts_otherThanOne_areRefused(String hosts) throws IOException {
    assertThat(exchange("GET /health/live HTTP/1.1\r\nConnection: close\r\n" + hosts + "\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=100%", "a=%zz&secret=hunter2", "%", "q=%E4%"})
  void strayPercentInAQuery_isTheCallersMistake_andNotLogged(String query) throws IOException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      assertThat(get("/api/v1/events?" + query, "right"))
          .startsWith("HTTP/1.1 400 ")
          .contains("invalid_query");
      assertThat(log.list).isEmpty();
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void wrongKeys_areCountedAndLimited_andARightOnePasses() throws IOException {
    assertThat(get("/api/v1/events", "wrong")).startsWith("HTTP/1.1 401 ");
    for (int i = 1; i < 30; i++) {
      get("/api/v1/events", "wrong" + i);
    }
    assertThat(get("/api/v1/events", "wrong"))
        .startsWith("HTTP/1.1 429 ")
        .containsIgnoringCase("retry-after: 1\r\n")
        .contains("too_many_attempts");
    assertThat(get("/api/v1/events", "right")).startsWith("HTTP/1.1 200 ");
    now = now.plusSeconds(1);
    assertThat(get("/api/v1/events", "x".repeat(4000))).startsWith("HTTP/1.1 401 ");
    assertThat(exchange("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(get("/metrics", "right"))
        .contains("intent_observe_authentication_failures_total{reason=\"invalid\"} 31")
        .contains("intent_observe_authentication_failures_total{reason=\"limited\"} 1")
        .contains("intent_observe_authentication_failures_total{reason=\"missing\"} 1");
  }

  /** As most clients do: all is sent before anything is read. */
  @Test
  void senderOfALargeBody_seesTheAnswerThatCameBeforeItsEnd() throws IOException {
    try (Socket socket = connect()) {
      int length = 8 << 20;
      send(socket, post(length));
      send(socket, new byte[length]);
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void senderWhoNeverEnds_isListenedToNoLongerThanABound() throws IOException {
    try (Socket socket = connect()) {
      send(socket, post(Integer.MAX_VALUE));
      byte[] piece = new byte[1 << 20];
      long sent = 0;
      try {
        while (sent < Integer.MAX_VALUE - piece.length) {
          send(socket, piece);
          sent += piece.length;
        }
      } catch (IOException closed) {
        assertThat(closed).hasMessageNotContaining("timed out");
      }
      assertThat(sent).isBetween(RequestDrainer.MOST_BYTES, 2 * RequestDrainer.MOST_BYTES);
    }
  }

  private static byte[] post(int length) {
    return ("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private String get(String path, String key) throws IOException {
    return exchange(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + key
            + "\r\n\r\n");
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", receiver.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }
}
