package dev.intentobserve.ingest.http;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.ingest.IngestTestServer.json;
import static dev.intentobserve.ingest.body.DecompressorTest.gzip;
import static dev.intentobserve.ingest.body.DecompressorTest.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
  private static final int WIRE = 100_000;
  private static final int INFLATED = 1 << 20;
  private static final InputLimits LIMITS = new InputLimits(WIRE, INFLATED, 50_000, 64, 256);
  private static final String HEAD = "POST /api/v1/events HTTP/1.1\r\nHost: x\r\n";

  private IngestTestServer service;

  @BeforeEach
  void open() {
    service = waitingForBodies(Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    assertThat(service.meters.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES)).isZero();
    service.close();
  }

  @Test
  void gzip_isAccepted() throws IOException {
    byte[] body = (event("a") + "\n" + event("b")).getBytes(UTF_8);

    HttpResponse<Buffer> response = service.send("application/x-ndjson", "gzip", gzip(body));

    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    assertThat(service.store.bodies()).containsExactly(event("a"), event("b"));
  }

  @Test
  void concatenatedGzipMembers_areOneBody() throws IOException {
    byte[] first = gzip((event("a") + "\n").getBytes(UTF_8));
    byte[] second = gzip(event("b").getBytes(UTF_8));

    HttpResponse<Buffer> response =
        service.send("application/x-ndjson", "gzip", join(first, second));

    assertThat(json(response).getInteger("stored")).isEqualTo(2);
  }

  @Test
  void bomb_isRefusedByItsInflatedSize() throws IOException {
    byte[] bomb = gzip(new byte[40 << 20]);
    assertThat(bomb.length).isLessThan(WIRE);

    assertTooLarge(service.send("application/x-ndjson", "gzip", bomb), "limits.inflated");
  }

  @Test
  void bombInMembers_isRefusedByTheirSum() throws IOException {
    byte[] member = gzip(new byte[INFLATED - 1]);

    assertTooLarge(service.send("text/plain", "gzip", join(member, member)), "limits.inflated");
  }

  @Test
  void damagedGzip_isRejected() throws IOException {
    byte[] body = gzip(event("a").getBytes(UTF_8));
    body[body.length - 5] ^= 1;

    HttpResponse<Buffer> response = service.send("text/plain", "gzip", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("code")).isEqualTo("malformed_encoding");
  }

  @Test
  void zstd_isNotSupported() {
    HttpResponse<Buffer> response = service.send("text/plain", "zstd", new byte[] {1, 2, 3});

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).getString("code")).isEqualTo("unsupported_encoding");
    assertThat(json(response).getString("message")).contains("gzip", "zstd");
  }

  @Test
  void tooLargeAsDeclared_isRefusedBeforeTheBodyIsSent() throws IOException {
    String answer = service.raw(HEAD + "Content-Length: 100001\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase("connection: close")
        .contains("body_too_large", "100000", "limits.body", "corr-1");
  }

  @Test
  void tooLargeUndeclared_isRefusedBeforeItsEnd() throws IOException {
    String chunk = "x".repeat(60_000);
    String sized = Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n";

    String answer = service.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + sized + sized);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("limits.body");
  }

  @Test
  void tooLargeOverHttp2_isRefusedToo() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    URI uri = URI.create("http://127.0.0.1:" + service.server.actualPort() + "/api/v1/events");
    HttpRequest upgrade =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(event("a"))).build();
    assertThat(client.send(upgrade, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

    HttpRequest large =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(new byte[300_000])).build();
    var answer = client.send(large, BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("limits.body");
  }

  @Test
  void clientThatGoesAway_leavesNothingBehind() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.server.actualPort())) {
      socket.getOutputStream().write((HEAD + "Content-Length: 100\r\n\r\n{").getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThat(service.send("application/json", event("a")).statusCode()).isEqualTo(200);
    assertThat(service.store.asked).hasSize(1);
  }

  @Test
  void missingBody_timesOut() throws IOException {
    restartWithShortDeadline();
    String answer = service.raw(HEAD + "Content-Length: 100\r\n\r\n{");

    assertThat(answer)
        .startsWith("HTTP/1.1 408")
        .containsIgnoringCase("connection: close")
        .contains("body_timeout");
  }

  @Test
  void missingCompressedBody_timesOut() throws IOException {
    restartWithShortDeadline();
    String answer =
        service.raw(HEAD + "Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f");

    assertThat(answer).startsWith("HTTP/1.1 408");
  }

  @Test
  void expectContinue_isAnsweredOnlyWithinTheLimit() throws IOException {
    String body = event("a");
    try (Socket socket = new Socket("127.0.0.1", service.server.actualPort())) {
      socket.setSoTimeout(60_000);
      String head = HEAD + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      assertThat(line(socket.getInputStream())).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(line(socket.getInputStream())).isEmpty();
      socket.getOutputStream().write(body.getBytes(UTF_8));
      assertThat(line(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(service.raw(HEAD + "Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void manyTinyRecords_areRefusedBeforeTheyAreListed() {
    assertThat(json(service.send("text/plain", "1\n".repeat(1001))).getString("code"))
        .isEqualTo("too_many_records");
    String array = "[1" + ",1".repeat(1000) + "]";
    assertThat(json(service.send("application/json", array)).getString("code"))
        .isEqualTo("too_many_records");
    assertThat(json(service.send("text/plain", "1\n".repeat(1000))).getString("code"))
        .isEqualTo("all_refused");
  }

  @Test
  void recordOverTheLimit_isRefusedAlone() {
    String giant = event("g").replace("SIG-1", "S".repeat(50_000));

    HttpResponse<Buffer> response = service.send("application/x-ndjson", giant + "\n" + event("a"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(
            json(response)
                .getJsonArray("receipts")
                .getJsonObject(0)
                .getJsonObject("error")
                .getString("code"))
        .isEqualTo("record_too_large");
    assertThat(service.store.bodies()).containsExactly(event("a"));
  }

  private void restartWithShortDeadline() {
    service.close();
    service = waitingForBodies(Duration.ofMillis(50));
  }

  private static IngestTestServer waitingForBodies(Duration timeout) {
    return new IngestTestServer(
        IngestTestServer.config(LIMITS, Duration.ofSeconds(60), timeout, 1000));
  }

  private static void assertTooLarge(HttpResponse<Buffer> response, String limit) {
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(413);
    assertThat(json(response).getString("code")).isEqualTo("body_too_large");
    assertThat(json(response).getString("message")).contains(limit);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
