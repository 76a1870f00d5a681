package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class HttpSenderTest {
  @Test
  void unknownAuthority_isATlsOutageUnlessItIsConfigured(Vertx vertx) {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(certificate.keyCertOptions()))
            .requestHandler(request -> request.response().end());
    TestFutures.await(server.listen(0, "localhost"));
    String endpoint = "https://localhost:" + server.actualPort();

    Throwable refused = TestFutures.awaitFailure(sender(vertx, endpoint).send(new byte[0]));
    OtlpReply trusted =
        TestFutures.await(
            sender(vertx, endpoint, "OTEL_EXPORTER_OTLP_CERTIFICATE", certificate.certificatePath())
                .send(new byte[0]));

    assertThat(((OtlpReply.RetryLater) ReplyClassifier.unreachable(refused)).problem())
        .isEqualTo("tls");
    assertThat(trusted).isInstanceOf(OtlpReply.Accepted.class);
  }

  @Test
  void receiverThatNeverAnswers_isATimeout(Vertx vertx) {
    HttpServer server = vertx.createHttpServer().requestHandler(request -> {});
    TestFutures.await(server.listen(0, "127.0.0.1"));

    Throwable failure =
        TestFutures.awaitFailure(
            sender(
                    vertx,
                    "http://127.0.0.1:" + server.actualPort(),
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "50")
                .send(new byte[0]));

    assertThat(((OtlpReply.RetryLater) ReplyClassifier.unreachable(failure)).problem())
        .isEqualTo("timeout");
  }

  @Test
  void htmlPageWithStatus200_isNotOtlp(Vertx vertx) {
    OtlpReply reply = answer(vertx, 200, "content-type", "text/html; charset=utf-8");

    assertThat(((OtlpReply.RetryLater) reply).problem()).isEqualTo("not_otlp");
  }

  @Test
  void redirect_isNotFollowed(Vertx vertx) {
    OtlpReply reply = answer(vertx, 307, "location", "http://127.0.0.1:1/");

    assertThat(((OtlpReply.RetryLater) reply).problem()).isEqualTo("http_307");
  }

  @Test
  void retryAfterDate_isMeasuredByTheClock(Vertx vertx) {
    OtlpReply reply = answer(vertx, 429, "retry-after", "Sun, 01 Mar 2026 12:00:30 GMT");

    assertThat(((OtlpReply.RetryLater) reply).after()).isEqualTo(Duration.ofSeconds(30));
  }

  private static OtlpReply answer(Vertx vertx, int status, String header, String value) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().setStatusCode(status).putHeader(header, value).end("x"));
    TestFutures.await(server.listen(0, "127.0.0.1"));
    return TestFutures.await(
        sender(vertx, "http://127.0.0.1:" + server.actualPort()).send(new byte[0]));
  }

  private static HttpSender sender(Vertx vertx, String endpoint, String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    ExportConfig config = ExportConfig.fromEnvironment(environment);
    return new HttpSender(vertx, config.traces(), () -> TestEvent.NOON);
  }
}
