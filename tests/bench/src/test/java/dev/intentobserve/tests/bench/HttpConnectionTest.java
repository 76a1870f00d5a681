package dev.intentobserve.tests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private static final String LONG = "{\"text\":\"" + "x".repeat(100_000) + "\"}";

  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/chunked", 200, 0, LONG);
    answer("/sized", 200, LONG.length(), LONG);
    answer("/busy", 503, 4, "busy");
    server.createContext(
        "/echo",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void answers_followEachOtherOnOneConnection_chunkedOrNot() throws IOException {
    try (HttpConnection connection = new HttpConnection(server.getAddress().getPort())) {
      assertThat(connection.get("/chunked").text()).isEqualTo(LONG);
      assertThat(connection.get("/sized").text()).isEqualTo(LONG);
      assertThat(connection.post("/echo", "text/plain", "hé".getBytes(UTF_8)).text())
          .isEqualTo("hé");
      assertThat(connection.get("/chunked").json().path("text").asText()).hasSize(100_000);
    }
  }

  @Test
  void otherStatus_isNoJson() throws IOException {
    try (HttpConnection connection = new HttpConnection(server.getAddress().getPort())) {
      assertThatThrownBy(() -> connection.get("/busy").json())
          .isInstanceOf(CheckFailedException.class)
          .hasMessage("answered 503: busy");
    }
  }

  private void answer(String path, int status, int length, String body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }
}
