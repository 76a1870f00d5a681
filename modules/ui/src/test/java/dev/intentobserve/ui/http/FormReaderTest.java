package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.UiConfig;
import dev.intentobserve.ui.UiTestServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms over real connections: slow senders, and forms that are too large. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FormReaderTest {
  private static final int SENDERS = 200;
  private static final int FORM = 8 << 10;

  @ParameterizedTest
  @CsvSource({
    "/login, 8193",
    "/logout, 8193",
    "/alerts/test, 65537",
    "/dead-letters/1/retry, 4194305"
  })
  void declaredLengthTooLarge_isRejectedBeforeItIsSent(String path, int length) throws Exception {
    try (UiTestServer http = new UiTestServer(UiConfig.DEFAULT.withKeys(true));
        Socket sender = slow(http.port(), path, "Content-Length: " + length)) {
      assertThat(status(sender)).isEqualTo(413);
    }
  }

  @Test
  void chunkedFormTooLarge_isRejected() throws Exception {
    try (UiTestServer http = new UiTestServer(UiConfig.DEFAULT.withKeys(true));
        Socket sender = slow(http.port(), "/login", "Transfer-Encoding: chunked")) {
      send(sender, "2001\r\n" + "k".repeat(0x2001) + "\r\n");
      assertThat(status(sender)).isEqualTo(413);
    }
  }

  @Test
  void slowLogins_doNotBlockOtherRequests() throws Exception {
    List<Socket> senders = new ArrayList<>();
    try (UiTestServer http =
        new UiTestServer(UiConfig.DEFAULT.withKeys(true).withLoginBytes(8 * FORM))) {
      for (int i = 0; i < 8; i++) {
        senders.add(slow(http.port(), "/login", "Expect: 100-continue\r\nContent-Length: " + FORM));
        assertThat(status(senders.getLast())).as("its bytes are reserved").isEqualTo(100);
        send(senders.getLast(), "k".repeat(FORM - 1));
      }
      try (Socket late = slow(http.port(), "/login", "Content-Length: " + FORM)) {
        assertThat(status(late)).isEqualTo(429);
      }
      assertThat(http.get("/login").statusCode()).isEqualTo(200);
      assertThat(http.form("/alerts/test", "").statusCode()).isEqualTo(303);
    } finally {
      for (Socket sender : senders) {
        sender.close();
      }
    }
  }

  /** Of 200 senders that never finish, only as many are read as the gate has bytes for. */
  @Test
  void slowForms_reserveNoMoreThanTheirGateAdmits() throws Exception {
    Gate gate = new Gate(10L * FORM);
    FormReader reader = new FormReader(gate, FORM);
    Vertx vertx = Vertx.vertx();
    Promise<Void> allAsked = Promise.promise();
    Promise<Void> allGone = Promise.promise();
    AtomicLong most = new AtomicLong();
    AtomicLong requested = new AtomicLong();
    AtomicLong gone = new AtomicLong();
    HttpServer server =
        done(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      reader
                          .withForm(request, form -> request.response().end())
                          .onComplete(
                              end -> {
                                if (gone.incrementAndGet() == SENDERS) {
                                  allGone.complete();
                                }
                              });
                      most.accumulateAndGet(gate.inFlight(), Math::max);
                      if (requested.incrementAndGet() == SENDERS) {
                        allAsked.complete();
                      }
                    })
                .listen(0, "127.0.0.1"));
    List<Socket> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      String length = i % 2 == 0 ? "Content-Length: " + FORM : "Transfer-Encoding: chunked";
      senders.add(slow(server.actualPort(), "/", length));
    }
    done(allAsked.future());
    assertThat(most.get()).isEqualTo(10L * FORM);
    for (Socket sender : senders) {
      sender.close();
    }
    done(allGone.future());
    assertThat(gate.inFlight()).isZero();
    done(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void crossSiteForm_isRejected_alsoToLogOut(String header, String value) throws Exception {
    for (boolean keys : new boolean[] {true, false}) {
      try (UiTestServer http = new UiTestServer(UiConfig.DEFAULT.withKeys(keys))) {
        for (String path : List.of("/login", "/logout", "/alerts/test")) {
          HttpResponse<String> answer =
              http.send(
                  http.request(path)
                      .header(header, value)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString("key=theirs")));
          assertThat(answer.statusCode()).isEqualTo(403);
          assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(http.requested).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,                        key=a,  415",
    "application/x-www-form-urlencoded, key=%,  400",
    "application/x-www-form-urlencoded, key=%zz,400",
  })
  void anythingButAForm_isAClientError(String type, String body, int status) throws Exception {
    try (UiTestServer http = new UiTestServer(UiConfig.DEFAULT.withKeys(true))) {
      HttpResponse<String> answer =
          http.send(
              http.request("/login")
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(status);
    }
  }

  @Test
  void invalidPercentInTheAddress_isAnErrorPage() throws Exception {
    try (UiTestServer http = new UiTestServer()) {
      for (String path : List.of("/events?q=%", "/traces?state=%zz", "/?%", "/search?q=50%25%")) {
        try (Socket socket = new Socket("127.0.0.1", http.port())) {
          send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
          String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
          assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Invalid request");
        }
      }
    }
  }

  private static Socket slow(int port, String path, String header) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    send(
        socket,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + header
            + "\r\n\r\n");
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static int status(Socket socket) throws IOException {
    String head = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
    return Integer.parseInt(head.substring(9));
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
